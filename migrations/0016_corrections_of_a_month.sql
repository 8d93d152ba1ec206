-- The few corrections of a month, found without passing over all its facts: a month's points ask for them first.
CREATE INDEX fact_correction ON fact (tenant_id, counted_month, supersedes, member_id)
 WHERE supersedes IS NOT NULL AND member_id IS NOT NULL;
