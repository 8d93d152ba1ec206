-- The few members whose membership has a term that runs: on probation, out of contact, suspended.
CREATE INDEX member_with_deadline ON member (tenant_id, id)
 WHERE lost_since IS NOT NULL OR state = 'suspended' OR full_member_on IS NULL;
CREATE INDEX unit_by_term ON unit (tenant_id, term_ends_on) WHERE dissolved_on IS NULL;
