-- The kernel's books. Dates are YYYY-MM-DD, months YYYY-MM, instants UTC with milliseconds; ids are made by the program.

-- One row per successful write operation: the chained evidence (全程纪实).
CREATE TABLE journal (
  tenant_id     BIGINT NOT NULL,
  seq           BIGINT NOT NULL,            -- 1, 2, 3 … without a gap
  id            BIGINT NOT NULL,            -- the highest id given out when the entry was made
  at            TEXT   NOT NULL,
  actor_id      BIGINT,                     -- user account; none: the program itself
  actor_name    TEXT   NOT NULL,
  operation     TEXT   NOT NULL,            -- feature.verb
  unit_id       BIGINT,                     -- the unit it concerns
  summary       TEXT   NOT NULL,            -- one Chinese sentence for the reader of the journal
  images_digest TEXT   NOT NULL,            -- SM3 over the entry's images, empty when there are none
  facts_digest  TEXT   NOT NULL,            -- SM3 over the entry's facts, empty when there are none
  previous_hash TEXT   NOT NULL,
  hash          TEXT   NOT NULL,            -- SM3 over everything above
  PRIMARY KEY (tenant_id, seq)
);
CREATE INDEX journal_by_unit ON journal (tenant_id, unit_id, seq);

-- What the entry did to each row: the row as it was, and the digest of the row as it became. The row as it became is
-- the next change's before-image, or the row itself.
CREATE TABLE journal_image (
  tenant_id    BIGINT NOT NULL,
  journal_seq  BIGINT NOT NULL,
  ordinal      BIGINT NOT NULL,
  table_name   TEXT   NOT NULL,
  row_id       BIGINT NOT NULL,
  before_image TEXT,                        -- JSON; none: the row was added
  after_digest TEXT   NOT NULL,             -- SM3 of the row's JSON
  PRIMARY KEY (tenant_id, journal_seq, ordinal)
);
CREATE INDEX journal_image_by_row ON journal_image (tenant_id, table_name, row_id, journal_seq);

-- The chain's end, so that one read continues it.
CREATE TABLE journal_head (
  tenant_id BIGINT NOT NULL PRIMARY KEY,
  seq       BIGINT NOT NULL,
  id        BIGINT NOT NULL,
  hash      TEXT   NOT NULL
);

-- The fact ledger. Nothing edits a fact; a correction is a later fact that supersedes it.
CREATE TABLE fact (
  tenant_id     BIGINT NOT NULL,
  id            BIGINT NOT NULL,
  kind          TEXT   NOT NULL,            -- activity.attended, dues.paid …
  topic         TEXT   NOT NULL,            -- sub-kind: activity kind, points item, month paid for; may be empty
  day           TEXT   NOT NULL,            -- when it happened
  counted_month TEXT   NOT NULL,            -- the book it counts in: the month of `day`, or the open month at entry
  unit_id       BIGINT NOT NULL,
  member_id     BIGINT,
  amount        BIGINT NOT NULL,            -- fen, hundredths of a point, minutes or a count, as the kind says
  source_id     BIGINT,                     -- the record it comes from
  channel       TEXT   NOT NULL,            -- page, paper, code, import
  entered_by    BIGINT,
  entered_at    TEXT   NOT NULL,
  supersedes    BIGINT,
  note          TEXT   NOT NULL,            -- title, reason of leave, reason of a correction
  journal_seq   BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX fact_by_unit ON fact (tenant_id, unit_id, counted_month, kind);
CREATE INDEX fact_by_member ON fact (tenant_id, member_id, counted_month);
CREATE INDEX fact_of_units ON fact (tenant_id, counted_month, unit_id) WHERE member_id IS NULL;
CREATE INDEX fact_by_source ON fact (tenant_id, source_id);
CREATE INDEX fact_by_journal ON fact (tenant_id, journal_seq);
CREATE INDEX fact_superseding ON fact (tenant_id, supersedes) WHERE supersedes IS NOT NULL;

CREATE TABLE user_account (
  tenant_id           BIGINT NOT NULL,
  id                  BIGINT NOT NULL,
  login               TEXT   NOT NULL,
  name                TEXT   NOT NULL,
  member_id           BIGINT,
  password_hash       TEXT   NOT NULL,      -- Argon2id
  totp_secret         TEXT,                 -- encrypted
  state               TEXT   NOT NULL,      -- active, disabled
  password_changed_at TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, login)
);

-- Failed sign-ins are no operation on the books: not journaled, kept apart from the account.
CREATE TABLE sign_in_failure (
  tenant_id    BIGINT NOT NULL,
  user_id      BIGINT NOT NULL,
  failures     BIGINT NOT NULL,
  locked_until TEXT,
  PRIMARY KEY (tenant_id, user_id)
);

CREATE TABLE role_grant (
  tenant_id  BIGINT NOT NULL,
  id         BIGINT NOT NULL,
  user_id    BIGINT NOT NULL,
  role       TEXT   NOT NULL,
  unit_id    BIGINT NOT NULL,               -- reaches the unit or its subtree, as the role says
  from_day   TEXT   NOT NULL,
  until_day  TEXT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, user_id) REFERENCES user_account (tenant_id, id)
);
CREATE INDEX role_grant_by_user ON role_grant (tenant_id, user_id);

CREATE TABLE user_session (
  tenant_id    BIGINT NOT NULL,
  token_digest TEXT   NOT NULL,             -- SM3 of the cookie's token
  user_id      BIGINT NOT NULL,
  csrf         TEXT   NOT NULL,
  created_at   TEXT   NOT NULL,
  ends_at      TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, token_digest),
  FOREIGN KEY (tenant_id, user_id) REFERENCES user_account (tenant_id, id)
);

-- Answers of finished writes, so that a retry after a lost answer does not act twice.
CREATE TABLE idempotency (
  tenant_id       BIGINT NOT NULL,
  user_id         BIGINT NOT NULL,
  idempotency_key TEXT   NOT NULL,
  at              TEXT   NOT NULL,
  request_digest  TEXT   NOT NULL,
  status          BIGINT NOT NULL,
  body            TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, user_id, idempotency_key)
);

-- Who looked at whom: unmasked identity and phone numbers, other people's records.
CREATE TABLE look_up (
  tenant_id BIGINT NOT NULL,
  id        BIGINT NOT NULL,
  at        TEXT   NOT NULL,
  user_id   BIGINT NOT NULL,
  operation TEXT   NOT NULL,
  subject   TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, id)
);

-- A street's own dated rules, laid over the shipped ones.
CREATE TABLE rule_override (
  tenant_id  BIGINT NOT NULL,
  id         BIGINT NOT NULL,
  rule_id    TEXT   NOT NULL,
  kind       TEXT   NOT NULL,
  title      TEXT   NOT NULL,
  from_day   TEXT   NOT NULL,
  until_day  TEXT,
  document   TEXT   NOT NULL,
  article    TEXT   NOT NULL,
  note       TEXT   NOT NULL,
  parameters TEXT   NOT NULL,               -- JSON
  state      TEXT   NOT NULL,               -- in_force, withdrawn
  PRIMARY KEY (tenant_id, id)
);

CREATE TABLE job (
  tenant_id   BIGINT NOT NULL,
  id          BIGINT NOT NULL,
  kind        TEXT   NOT NULL,
  parameters  TEXT   NOT NULL,              -- JSON
  state       TEXT   NOT NULL,              -- queued, running, done, failed, cancelled
  done        BIGINT NOT NULL,
  total       BIGINT NOT NULL,
  message     TEXT   NOT NULL,
  result      TEXT   NOT NULL,              -- JSON
  created_by  BIGINT,
  created_at  TEXT   NOT NULL,
  finished_at TEXT,
  PRIMARY KEY (tenant_id, id)
);

-- Originals kept: the file lies under its digest, this is its card.
CREATE TABLE original (
  tenant_id   BIGINT NOT NULL,
  id          BIGINT NOT NULL,
  source_id   BIGINT NOT NULL,              -- the record it belongs to
  name        TEXT   NOT NULL,
  media_type  TEXT   NOT NULL,
  size        BIGINT NOT NULL,              -- bytes
  sha256      TEXT   NOT NULL,
  sm3         TEXT   NOT NULL,
  added_by    BIGINT,
  added_at    TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX original_by_source ON original (tenant_id, source_id);
