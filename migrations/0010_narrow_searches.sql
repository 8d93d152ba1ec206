-- Indexes that end where the answer does: one person's fact of a record; the first page of those whose number ends so.
DROP INDEX fact_by_source;
CREATE INDEX fact_by_source ON fact (tenant_id, source_id, member_id);
DROP INDEX member_by_identity_tail;
CREATE INDEX member_by_identity_tail ON member (tenant_id, identity_tail, initials, id);
DROP INDEX member_by_phone_tail;
CREATE INDEX member_by_phone_tail ON member (tenant_id, phone_tail, initials, id);
