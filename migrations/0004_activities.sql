-- Activities: theme days, meetings, lessons. Who was there is in the fact ledger, not here.
CREATE TABLE activity (
  tenant_id    BIGINT NOT NULL,
  id           BIGINT NOT NULL,
  kind         TEXT   NOT NULL,             -- rule id of its activity_kind
  also_kinds   TEXT   NOT NULL,             -- JSON list of kinds held in the same sitting
  unit_id      BIGINT NOT NULL,
  day          TEXT   NOT NULL,
  minutes      BIGINT NOT NULL,             -- length
  place        TEXT   NOT NULL,
  title        TEXT   NOT NULL,             -- the theme, or what the meeting is about
  title_origin TEXT   NOT NULL,             -- street: given for all; own: the unit's choice
  named        TEXT   NOT NULL,             -- JSON list of member ids, for kinds whose organiser names who comes
  state        TEXT   NOT NULL,             -- planned, mobilised, finished, cancelled
  code         TEXT   NOT NULL,             -- shown on the spot to check in; empty: none
  record       TEXT   NOT NULL,             -- JSON object, the fields of the kind's record
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX activity_by_unit ON activity (tenant_id, unit_id, day);

-- Answers of those present, without their names.
CREATE TABLE activity_answer (
  tenant_id   BIGINT NOT NULL,
  id          BIGINT NOT NULL,
  activity_id BIGINT NOT NULL,
  question    TEXT   NOT NULL,
  answer      TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, activity_id) REFERENCES activity (tenant_id, id)
);
CREATE INDEX activity_answer_by_activity ON activity_answer (tenant_id, activity_id);

-- Themes the street gives for a month's theme day.
CREATE TABLE street_theme (
  tenant_id BIGINT NOT NULL,
  id        BIGINT NOT NULL,
  kind      TEXT   NOT NULL,
  month     TEXT   NOT NULL,
  title     TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX street_theme_by_month ON street_theme (tenant_id, month, kind);
