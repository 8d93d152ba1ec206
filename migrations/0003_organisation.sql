-- Units, members and enterprises. Periods are half-open [from_day, until_day); an empty until_day is still in force.
-- A row shows what is so now; what was so before is a dated row beside it.

-- A Party organisation. The street's is the root; a community's Party committee stands for the community.
CREATE TABLE unit (
  tenant_id        BIGINT NOT NULL,
  id               BIGINT NOT NULL,
  kind             TEXT   NOT NULL,         -- street, community, committee, general_branch, branch, joint_branch …
  full_name        TEXT   NOT NULL,         -- 中共…支部委员会
  short_name       TEXT   NOT NULL,         -- what lists show
  initials         TEXT   NOT NULL,         -- first letters of the short name's pinyin
  external_code    TEXT   NOT NULL,         -- its code in the national member system; empty when unknown
  community_id     BIGINT,                  -- the community it lies in, whatever unit it is under
  host_name        TEXT   NOT NULL,         -- enterprise, agency or estate it is founded in; may be empty
  host_credit_code TEXT   NOT NULL,         -- unified social credit code of the host; may be empty
  contact          TEXT   NOT NULL,         -- name of the person to call
  contact_phone    TEXT   NOT NULL,         -- encrypted; may be empty
  founded_on       TEXT   NOT NULL,
  dissolved_on     TEXT,                    -- the first day on which it is no more
  term_ends_on     TEXT,                    -- the day by which the next committee is elected
  approval         TEXT   NOT NULL,         -- number of the document that approved its founding
  notes            TEXT   NOT NULL,         -- JSON object: columns of the roster that the program does not know
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX unit_by_full_name ON unit (tenant_id, full_name);
CREATE INDEX unit_by_initials ON unit (tenant_id, initials);
CREATE INDEX unit_by_host ON unit (tenant_id, host_credit_code) WHERE host_credit_code <> '';

-- Under which unit a unit stood or stands. A dissolved unit stays under its last parent.
CREATE TABLE unit_parent (
  tenant_id BIGINT NOT NULL,
  id        BIGINT NOT NULL,
  unit_id   BIGINT NOT NULL,
  parent_id BIGINT NOT NULL,
  from_day  TEXT   NOT NULL,
  until_day TEXT,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, unit_id, from_day),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id),
  FOREIGN KEY (tenant_id, parent_id) REFERENCES unit (tenant_id, id)
);
CREATE UNIQUE INDEX unit_parent_now ON unit_parent (tenant_id, unit_id) WHERE until_day IS NULL;
CREATE INDEX unit_parent_by_parent ON unit_parent (tenant_id, parent_id);

-- Derived from unit_parent, for speed: the ids from the root down to the unit, 16 hexadecimal digits each. In the order
-- of its path the tree is read from above, and a subtree is one range.
CREATE TABLE unit_place (
  tenant_id BIGINT NOT NULL,
  unit_id   BIGINT NOT NULL,
  path      TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, unit_id),
  UNIQUE (tenant_id, path),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id)
);

-- What happened to a unit, why, and who approved it; with the name and kind it had before.
CREATE TABLE unit_adjustment (
  tenant_id         BIGINT NOT NULL,
  id                BIGINT NOT NULL,
  unit_id           BIGINT NOT NULL,
  adjustment        TEXT   NOT NULL,        -- founded, renamed, converted, moved, merged, dissolved, term_set
  day               TEXT   NOT NULL,        -- the first day on which it is as it became
  reason            TEXT   NOT NULL,
  approval          TEXT   NOT NULL,        -- number of the approving document; may be empty
  former_kind       TEXT   NOT NULL,
  former_full_name  TEXT   NOT NULL,
  former_short_name TEXT   NOT NULL,
  successor_id      BIGINT,                 -- the unit it was merged into
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id)
);
CREATE INDEX unit_adjustment_by_unit ON unit_adjustment (tenant_id, unit_id, day);
CREATE INDEX unit_adjustment_by_day ON unit_adjustment (tenant_id, day);

CREATE TABLE member (
  tenant_id             BIGINT NOT NULL,
  id                    BIGINT NOT NULL,
  name                  TEXT   NOT NULL,
  initials              TEXT   NOT NULL,    -- first letters of the name's pinyin
  sex                   TEXT   NOT NULL,    -- male, female
  ethnicity             TEXT   NOT NULL,    -- 汉族; empty when unknown
  born_on               TEXT   NOT NULL,
  education             TEXT   NOT NULL,    -- as the roster says; may be empty
  category              TEXT   NOT NULL,    -- in_post, no_post, non_public, floating, old_weak_ill_disabled
  registration          TEXT   NOT NULL,    -- registered (在册), floating (流动: registered elsewhere)
  state                 TEXT   NOT NULL,    -- active, suspended, transferred_out, removed, expelled, deceased
  state_since           TEXT   NOT NULL,
  joined_on             TEXT   NOT NULL,    -- 加入党组织日期
  full_member_on        TEXT,               -- 转为正式党员日期; empty: on probation
  occupation            TEXT   NOT NULL,    -- 工作岗位; may be empty
  identity_sealed       TEXT   NOT NULL,    -- encrypted; empty when unknown
  identity_hash         TEXT,               -- keyed hash, for look-up
  identity_tail         TEXT   NOT NULL,    -- last four characters
  phone_sealed          TEXT   NOT NULL,
  phone_hash            TEXT,
  phone_tail            TEXT   NOT NULL,
  fixed_phone_sealed    TEXT   NOT NULL,
  address_sealed        TEXT   NOT NULL,
  lost_since            TEXT,               -- 失去联系日期; empty: in contact
  floating_destination  TEXT   NOT NULL,    -- 外出流向; may be empty
  notes                 TEXT   NOT NULL,    -- JSON object: columns of the roster that the program does not know
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX member_by_identity ON member (tenant_id, identity_hash);
CREATE INDEX member_by_initials ON member (tenant_id, initials, id);
CREATE INDEX member_by_identity_tail ON member (tenant_id, identity_tail);
CREATE INDEX member_by_phone_tail ON member (tenant_id, phone_tail);

-- To which unit a member belonged or belongs: exactly one on every day, always a branch of some kind.
CREATE TABLE membership (
  tenant_id BIGINT NOT NULL,
  id        BIGINT NOT NULL,
  member_id BIGINT NOT NULL,
  unit_id   BIGINT NOT NULL,
  from_day  TEXT   NOT NULL,
  until_day TEXT,
  reason    TEXT   NOT NULL,                -- how it began: roster, admitted, transferred, unit_merged, restored
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, member_id, from_day),
  FOREIGN KEY (tenant_id, member_id) REFERENCES member (tenant_id, id),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id)
);
CREATE INDEX membership_by_unit ON membership (tenant_id, unit_id, until_day, member_id);

-- Categories a member had before the one in member.category. The first row that ends after a day holds on that day.
CREATE TABLE former_category (
  tenant_id BIGINT NOT NULL,
  id        BIGINT NOT NULL,
  member_id BIGINT NOT NULL,
  category  TEXT   NOT NULL,
  until_day TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, member_id, until_day),
  FOREIGN KEY (tenant_id, member_id) REFERENCES member (tenant_id, id)
);

-- Which party group (党小组) of the unit a member is in, if any.
CREATE TABLE group_member (
  tenant_id BIGINT NOT NULL,
  id        BIGINT NOT NULL,
  group_id  BIGINT NOT NULL,
  member_id BIGINT NOT NULL,
  from_day  TEXT   NOT NULL,
  until_day TEXT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, group_id) REFERENCES unit (tenant_id, id),
  FOREIGN KEY (tenant_id, member_id) REFERENCES member (tenant_id, id)
);
CREATE INDEX group_member_by_group ON group_member (tenant_id, group_id, member_id);
CREATE INDEX group_member_by_member ON group_member (tenant_id, member_id, from_day);
CREATE UNIQUE INDEX group_member_now ON group_member (tenant_id, member_id) WHERE until_day IS NULL;

-- What happened to a member's standing, state or contact, and why.
CREATE TABLE member_event (
  tenant_id BIGINT NOT NULL,
  id        BIGINT NOT NULL,
  member_id BIGINT NOT NULL,
  event     TEXT   NOT NULL,                -- admitted, suspended, restored, lost, found, corrected, left …
  day       TEXT   NOT NULL,
  reason    TEXT   NOT NULL,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, member_id) REFERENCES member (tenant_id, id)
);
CREATE INDEX member_event_by_member ON member_event (tenant_id, member_id, day);

-- Who holds which post of a unit. A post's holder need not be on the register: then only the name is known.
CREATE TABLE unit_post (
  tenant_id BIGINT NOT NULL,
  id        BIGINT NOT NULL,
  unit_id   BIGINT NOT NULL,
  post      TEXT   NOT NULL,                -- secretary, deputy_secretary, organisation, publicity, discipline …
  member_id BIGINT,
  name      TEXT   NOT NULL,
  from_day  TEXT   NOT NULL,
  until_day TEXT,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, unit_id) REFERENCES unit (tenant_id, id),
  FOREIGN KEY (tenant_id, member_id) REFERENCES member (tenant_id, id)
);
CREATE INDEX unit_post_by_unit ON unit_post (tenant_id, unit_id, post, from_day);
CREATE INDEX unit_post_by_member ON unit_post (tenant_id, member_id) WHERE member_id IS NOT NULL;

-- The registry of enterprises (非公组织), from the lists of market regulation.
CREATE TABLE enterprise (
  tenant_id            BIGINT NOT NULL,
  id                   BIGINT NOT NULL,
  name                 TEXT   NOT NULL,
  initials             TEXT   NOT NULL,
  credit_code          TEXT,                -- unified social credit code; empty when unknown
  credit_code_doubtful BIGINT NOT NULL,     -- 1: its check digit is wrong, a person must look; 0: it is right
  legal_person         TEXT   NOT NULL,
  established_on       TEXT,
  state                TEXT   NOT NULL,     -- operating, closed, suspended, merged, transformed, cancelled
  state_since          TEXT   NOT NULL,
  industry             TEXT   NOT NULL,     -- 行业门类
  employees            BIGINT NOT NULL,     -- persons
  party_members        BIGINT NOT NULL,     -- members working there, formal and on probation
  formal_members       BIGINT NOT NULL,     -- formal members among them; what coverage is judged by
  address              TEXT   NOT NULL,
  phone                TEXT   NOT NULL,     -- encrypted; may be empty
  community_id         BIGINT,              -- the community it lies in
  building             TEXT   NOT NULL,
  unit_id              BIGINT,              -- the unit that covers it
  liaison              TEXT   NOT NULL,     -- 党建指导员; empty: none
  notes                TEXT   NOT NULL,     -- JSON object: columns of the list that the program does not know
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX enterprise_by_credit_code ON enterprise (tenant_id, credit_code);
CREATE INDEX enterprise_by_name ON enterprise (tenant_id, name);
CREATE INDEX enterprise_by_initials ON enterprise (tenant_id, initials, id);
CREATE INDEX enterprise_by_community ON enterprise (tenant_id, community_id, initials, id);
CREATE INDEX enterprise_by_unit ON enterprise (tenant_id, unit_id) WHERE unit_id IS NOT NULL;

-- Changes of an enterprise's state: 关、停、并、转.
CREATE TABLE enterprise_event (
  tenant_id     BIGINT NOT NULL,
  id            BIGINT NOT NULL,
  enterprise_id BIGINT NOT NULL,
  former_state  TEXT   NOT NULL,
  state         TEXT   NOT NULL,
  day           TEXT   NOT NULL,            -- the first day of the new state
  reason        TEXT   NOT NULL,
  successor_id  BIGINT,                     -- the enterprise it was merged or transformed into
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, enterprise_id) REFERENCES enterprise (tenant_id, id)
);
CREATE INDEX enterprise_event_by_enterprise ON enterprise_event (tenant_id, enterprise_id, day);
