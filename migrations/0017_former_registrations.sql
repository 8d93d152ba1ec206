-- Registrations a member had before the one in member.registration. The first row that ends after a day holds on that day;
-- without such a row the member's own holds. What is registered when this table comes holds from each member's first day,
-- since nothing says otherwise: a change before it was a correction of the entry and is told by the journal alone.
CREATE TABLE former_registration (
  tenant_id    BIGINT NOT NULL,
  id           BIGINT NOT NULL,
  member_id    BIGINT NOT NULL,
  registration TEXT   NOT NULL,             -- registered (在册), floating (流动)
  until_day    TEXT   NOT NULL,             -- the first day on which it is another; never to come
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, member_id, until_day),
  FOREIGN KEY (tenant_id, member_id) REFERENCES member (tenant_id, id)
);
