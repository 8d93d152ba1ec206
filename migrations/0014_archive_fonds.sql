-- The archive numbers by year, retention and class (DA/T 22), under a fonds of the keeper's own (DA/T 13), and takes in
-- documents that come from no other feature.

-- 全宗号 of a unit that keeps an archive. It stays once something was filed under it.
CREATE TABLE archive_fonds (
  tenant_id   BIGINT NOT NULL,
  id          BIGINT NOT NULL,
  keeper_id   BIGINT NOT NULL,
  code        TEXT   NOT NULL,              -- four digits or capital letters
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, keeper_id),
  UNIQUE (tenant_id, code)
);

-- A document received from above or issued by the unit itself.
CREATE TABLE archive_document (
  tenant_id   BIGINT NOT NULL,
  id          BIGINT NOT NULL,              -- also the source its originals hang on
  unit_id     BIGINT NOT NULL,
  direction   TEXT   NOT NULL,              -- received, issued
  title       TEXT   NOT NULL,
  number      TEXT   NOT NULL,              -- 文号; empty: it has none
  issuer      TEXT   NOT NULL,              -- 发文机关
  day         TEXT   NOT NULL,              -- received or issued on
  secrecy     TEXT   NOT NULL,              -- none, internal; state secrets are never entered
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX archive_document_by_unit ON archive_document (tenant_id, unit_id, day);

-- A volume may hold items of several retentions, each counted from 1.
CREATE TABLE archive_item_by_retention (
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
  UNIQUE (tenant_id, keeper_id, year, volume, retention, number),
  UNIQUE (tenant_id, fact_id)
);
INSERT INTO archive_item_by_retention
       (tenant_id, id, fact_id, keeper_id, unit_id, year, volume, number, reference, retention, title, day)
SELECT tenant_id, id, fact_id, keeper_id, unit_id, year, volume, number, reference, retention, title, day
  FROM archive_item;
DROP TABLE archive_item;
ALTER TABLE archive_item_by_retention RENAME TO archive_item;
CREATE INDEX archive_item_by_unit ON archive_item (tenant_id, unit_id, year);
-- What was filed before fonds were settled stands under four zeros, which are no fonds.
CREATE UNIQUE INDEX archive_item_by_reference ON archive_item (tenant_id, reference)
 WHERE substr(reference, 1, 5) <> '0000-';

-- What of members ends as papers: joining and leaving, discipline, answers to requests.
CREATE INDEX fact_of_member_papers ON fact (tenant_id, unit_id, counted_month)
 WHERE member_id IS NOT NULL AND substr(kind, 1, 7) IN ('member.', 'request');
