-- Points. What gives or takes points is in the fact ledger; here are only the proposals that wait for a second person,
-- and what closed registers came to.
CREATE TABLE points_proposal (
  tenant_id   BIGINT NOT NULL,
  id          BIGINT NOT NULL,
  member_id   BIGINT NOT NULL,
  unit_id     BIGINT NOT NULL,
  item        TEXT   NOT NULL,              -- rule id of a proposed points_item, a red line or a waivable standard
  day         TEXT   NOT NULL,              -- when it happened
  amount      BIGINT NOT NULL,              -- hundredths of a point as proposed; 1 for a red line or a waiver
  reason      TEXT   NOT NULL,
  evidence    BIGINT,                       -- source of the originals, when there are any
  proposed_by BIGINT,
  state       TEXT   NOT NULL,              -- pending, confirmed, declined
  decided_by  BIGINT,
  decided_at  TEXT,
  answer      TEXT   NOT NULL,              -- why it was declined; may be empty
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, member_id) REFERENCES member (tenant_id, id)
);
CREATE INDEX points_proposal_by_unit ON points_proposal (tenant_id, unit_id, state, day);

-- What a closed register came to, by member: derived from facts and rules, rebuilt at will, not journaled. Hundredths.
CREATE TABLE points_tally (
  tenant_id  BIGINT NOT NULL,
  member_id  BIGINT NOT NULL,
  month      TEXT   NOT NULL,
  unit_id    BIGINT NOT NULL,
  category   TEXT   NOT NULL,
  base       BIGINT NOT NULL,
  daily      BIGINT NOT NULL,
  review     BIGINT NOT NULL,
  correction BIGINT NOT NULL,               -- of earlier closed months
  total      BIGINT NOT NULL,
  red_line   TEXT   NOT NULL,               -- rule id of the red line that limits it; empty: none
  PRIMARY KEY (tenant_id, member_id, month)
);
CREATE INDEX points_tally_by_unit ON points_tally (tenant_id, unit_id, month);

-- A month of everybody's facts in the order of members: the pass in which a month is scored.
CREATE INDEX fact_by_month ON fact (tenant_id, counted_month, member_id) WHERE member_id IS NOT NULL;
-- Facts that count for longer than their month (grades, red lines, once a year), by kind.
CREATE INDEX fact_by_kind ON fact (tenant_id, kind, topic, counted_month) WHERE member_id IS NOT NULL;
