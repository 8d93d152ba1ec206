-- What members ask of their organisation: corrections, objections, complaints, appeals, and the answers. By when an
-- answer is due is reckoned from the rule of the day it was made on, never stored.
CREATE TABLE member_request (
  tenant_id    BIGINT NOT NULL,
  id           BIGINT NOT NULL,
  form         TEXT   NOT NULL,             -- correction, objection, complaint, appeal
  member_id    BIGINT NOT NULL,             -- whose request it is
  unit_id      BIGINT NOT NULL,             -- where the member belonged
  about        TEXT   NOT NULL,             -- own_record, fact, record, person, matter
  about_id     BIGINT,                      -- the fact or record
  about_user   BIGINT,                      -- who is complained about, where known: never the one who answers
  text         TEXT   NOT NULL,             -- the member's own words
  late_reason  TEXT   NOT NULL,             -- why it comes after the usual time; may be empty
  channel      TEXT   NOT NULL,             -- page, or paper: entered on the member's behalf
  made_on      TEXT   NOT NULL,
  made_by      BIGINT,                      -- who entered it
  state        TEXT   NOT NULL,             -- open, answered, withdrawn
  closed_on    TEXT,
  closed_by    BIGINT,
  outcome      TEXT,                        -- upheld, partly_upheld, rejected
  answer       TEXT   NOT NULL,             -- may be empty until it is answered
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX member_request_by_member ON member_request (tenant_id, member_id, id);
CREATE INDEX member_request_by_state ON member_request (tenant_id, state, made_on);
