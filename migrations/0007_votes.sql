-- Votes of a branch or committee, counted. Nobody's own choice is ever stored, secret or not: only what was counted.
-- Whether it was passed is reckoned from the counts by the rule of the vote's day, never stored.
CREATE TABLE vote (
  tenant_id      BIGINT NOT NULL,
  id             BIGINT NOT NULL,
  unit_id        BIGINT NOT NULL,
  day            TEXT   NOT NULL,           -- chooses the version of the rule
  form           TEXT   NOT NULL,           -- ordinary, admission, election
  subject        TEXT   NOT NULL,           -- what was voted on
  activity_id    BIGINT,                    -- the meeting it was held in
  post           TEXT   NOT NULL,           -- of an election: secretary, deputy_secretary, committee_member …; else empty
  seats          BIGINT NOT NULL,           -- of an election; else 1
  expected       BIGINT NOT NULL,           -- 应到: entitled to vote, without the excluded
  expected_note  TEXT   NOT NULL,           -- why that is not the number on the register; may be empty
  present        BIGINT NOT NULL,           -- 实到: entitled and there
  issued         BIGINT NOT NULL,           -- ballots given out
  returned       BIGINT NOT NULL,
  valid          BIGINT NOT NULL,
  excluded       TEXT   NOT NULL,           -- JSON list of {member, reason}: who is left out of the expected
  approval       TEXT   NOT NULL,           -- the superior's consent to leaving them out; may be empty
  options        TEXT   NOT NULL,           -- JSON list of what or who was voted on, with the counts
  state          TEXT   NOT NULL,           -- recorded, annulled
  annulled_note  TEXT   NOT NULL,           -- why it was entered wrongly
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX vote_by_unit ON vote (tenant_id, unit_id, day);
