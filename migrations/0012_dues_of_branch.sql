-- A branch's month of dues, read from indexes alone: who belongs to it, what they paid, who was suspended. `kind` and
-- `event` are in the indexes because SQLite looks at them even where the index has no others.
DROP INDEX membership_by_unit;
CREATE INDEX membership_by_unit ON membership (tenant_id, unit_id, until_day, member_id, from_day);
CREATE INDEX fact_of_dues ON fact (tenant_id, member_id, topic, amount, unit_id, id, kind) WHERE kind = 'dues.paid';
CREATE INDEX member_suspension ON member_event (tenant_id, member_id, day, id, event)
 WHERE event IN ('suspended', 'restored');
