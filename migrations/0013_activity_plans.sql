-- When an activity begins, where the plan says so.
CREATE TABLE activity_start (
  tenant_id BIGINT NOT NULL,
  id        BIGINT NOT NULL,             -- of the activity
  starts_at TEXT   NOT NULL,             -- HH:MM on its day; empty: no longer said
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, id) REFERENCES activity (tenant_id, id)
);

-- Leave asked before the day, by the member or by who keeps the record; the mark of the day is a fact.
CREATE TABLE activity_leave (
  tenant_id   BIGINT NOT NULL,
  id          BIGINT NOT NULL,
  activity_id BIGINT NOT NULL,
  member_id   BIGINT NOT NULL,
  reason      TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, activity_id) REFERENCES activity (tenant_id, id)
);
CREATE UNIQUE INDEX activity_leave_by_activity ON activity_leave (tenant_id, activity_id, member_id);

-- What was put right in a record after it was finished; the record itself stays as it was finished.
CREATE TABLE activity_amendment (
  tenant_id   BIGINT NOT NULL,
  id          BIGINT NOT NULL,
  activity_id BIGINT NOT NULL,
  field       TEXT   NOT NULL,           -- of the record
  before_text TEXT   NOT NULL,
  after_text  TEXT   NOT NULL,
  reason      TEXT   NOT NULL,
  amended_by  TEXT   NOT NULL,           -- name of who wrote it
  amended_at  TEXT   NOT NULL,           -- instant, UTC
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, activity_id) REFERENCES activity (tenant_id, id)
);
CREATE INDEX activity_amendment_by_activity ON activity_amendment (tenant_id, activity_id, id);
