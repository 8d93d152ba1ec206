-- The archive. Which items there are is derived from the facts; here is only what filing fixes: the number an item keeps.

-- An item filed in a year's volume. Its number is unique among the items of one keeper, year and volume.
CREATE TABLE archive_item (
  tenant_id   BIGINT NOT NULL,
  id          BIGINT NOT NULL,
  fact_id     BIGINT NOT NULL,              -- the fact it records
  keeper_id   BIGINT NOT NULL,              -- the unit that keeps the volume
  unit_id     BIGINT NOT NULL,              -- the unit it is about, responsible for it (责任者)
  year        BIGINT NOT NULL,
  volume      TEXT   NOT NULL,              -- rule id of its archive_volume
  number      BIGINT NOT NULL,              -- 件号, from 1
  reference   TEXT   NOT NULL,              -- 档号
  retention   TEXT   NOT NULL,              -- permanent, years_30, years_10
  title       TEXT   NOT NULL,
  day         TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, keeper_id, year, volume, number),
  UNIQUE (tenant_id, fact_id)
);
CREATE INDEX archive_item_by_unit ON archive_item (tenant_id, unit_id, year);

-- What units themselves did, without their members' facts: duties and archive of one unit or a subtree read these alone.
CREATE INDEX fact_of_unit_itself ON fact (tenant_id, unit_id, counted_month) WHERE member_id IS NULL;
