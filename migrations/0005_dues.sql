-- Dues. What was paid, reported and left unpaid is in the fact ledger; here is only what a member's dues are reckoned
-- from. Months are half-open [from_month, until_month); an empty until_month is still so.
CREATE TABLE dues_basis (
  tenant_id   BIGINT NOT NULL,
  id          BIGINT NOT NULL,
  member_id   BIGINT NOT NULL,
  from_month  TEXT   NOT NULL,
  until_month TEXT,
  population  TEXT   NOT NULL,              -- salaried, annual_salary, self_employed, retired, farmer, student …
  base        BIGINT NOT NULL,              -- fen a month; 0 where a fixed sum is owed
  relief      TEXT   NOT NULL,              -- none, reduced (少交), exempt (免交)
  reduced_to  BIGINT,                       -- fen a month, when reduced
  approval    TEXT   NOT NULL,              -- who approved the relief and under which number; empty without relief
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, member_id, from_month),
  FOREIGN KEY (tenant_id, member_id) REFERENCES member (tenant_id, id)
);
