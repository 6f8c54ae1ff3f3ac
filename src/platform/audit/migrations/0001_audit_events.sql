-- Every write and every read of personal data. Rows are only ever added: each carries the hash of the one before it, organ by
-- organ and day by day, so a change, a gap or an insertion shows. Personal data stand in `personal`, sealed with the key of
-- the one they concern; the hash covers the sealed bytes, so erasing that key breaks nothing.
-- citus: distribute audit_event on division_code
create table audit_event (
  division_code char(6) not null,
  -- The organ acted for; `system` where there is none.
  organ_code text not null,
  day date not null,
  sequence integer not null check (sequence >= 1),
  occurred_at timestamptz not null,
  action text not null,
  person_id uuid,
  person_name text not null,
  post_id uuid,
  post_title text,
  delegation_id uuid,
  origin text not null,
  subject_kind text,
  subject_id text,
  reason text,
  before jsonb,
  after jsonb,
  personal bytea,
  previous_hash char(64) not null,
  hash char(64) not null,
  primary key (division_code, organ_code, day, sequence)
);
create index audit_event_time on audit_event (division_code, occurred_at, organ_code, sequence);
create index audit_event_subject on audit_event (division_code, subject_kind, subject_id, occurred_at);
create index audit_event_person on audit_event (division_code, person_id, occurred_at);

-- The last link of each organ's chain; locked while one is added.
-- citus: distribute audit_head on division_code
create table audit_head (
  division_code char(6) not null,
  organ_code text not null,
  day date not null,
  sequence integer not null,
  hash char(64) not null,
  primary key (division_code, organ_code)
);

-- The Merkle root over the last links of all organs of a day; printed or mailed, it fixes that day for ever.
-- citus: distribute audit_day on division_code
create table audit_day (
  division_code char(6) not null,
  day date not null,
  organs integer not null,
  events integer not null,
  previous_root char(64) not null,
  root char(64) not null,
  sealed_at timestamptz not null,
  primary key (division_code, day)
);

-- Not even the owner of the tables, which the application usually is. (A superuser is never held by this; see
-- docs/operate/audit.md for roles that are.)
revoke update, delete, truncate on audit_event from current_user;
revoke update, delete, truncate on audit_day from current_user;
