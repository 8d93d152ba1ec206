-- A tenant is one street or town. Every other table begins with tenant_id.
CREATE TABLE tenant (
  id         BIGINT NOT NULL PRIMARY KEY,
  name       TEXT   NOT NULL,               -- the street's full name
  created_at TEXT   NOT NULL                -- UTC
);
