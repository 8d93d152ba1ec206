-- A password that somebody else chose is the account's until its owner has chosen another.
CREATE TABLE password_given (
  tenant_id BIGINT NOT NULL,
  user_id   BIGINT NOT NULL,
  given_by  TEXT   NOT NULL,                -- name of who set it
  given_at  TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
);

-- The last step of 30 seconds whose one-time code was taken: none at or before it is taken again.
CREATE TABLE totp_taken (
  tenant_id BIGINT NOT NULL,
  user_id   BIGINT NOT NULL,
  step      BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, user_id)
);

-- Which key file these books were written with; it tells keys apart and opens nothing.
CREATE TABLE books_key (
  tenant_id   BIGINT NOT NULL PRIMARY KEY,
  fingerprint TEXT   NOT NULL
);

ALTER TABLE user_session ADD COLUMN last_seen TEXT;              -- to the minute; none: not since it was opened

ALTER TABLE job ADD COLUMN node BIGINT NOT NULL DEFAULT 0;       -- of the process that runs it
ALTER TABLE job ADD COLUMN attempts BIGINT NOT NULL DEFAULT 0;   -- times it was begun
