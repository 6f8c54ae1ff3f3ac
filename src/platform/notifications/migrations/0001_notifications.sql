-- What people are told in the office. The key makes each notice one of its kind: whoever tells it a second time, another
-- process or the same after a restart, finds it told. No notice holds an applicant's personal data.
-- citus: distribute notification on division_code
create table notification (
  division_code char(6) not null,
  id uuid not null,
  person_id uuid not null references person (id),
  topic text not null check (topic in ('assignment', 'reminder', 'overdue', 'calendar', 'system')),
  key text not null,
  title text not null,
  body text not null,
  -- Where in the office it leads; below /office.
  path text not null,
  organ_code text,
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (division_code, id),
  unique (division_code, person_id, key)
);
create index notification_of on notification (division_code, person_id, created_at desc, id);
create index notification_unread on notification (division_code, person_id) where read_at is null;

-- Messages to be sent out: a queue that several processes take from. What was sent stays for a while as proof.
-- citus: local notification_outbox
create table notification_outbox (
  id uuid primary key,
  division_code char(6) not null,
  notification_id uuid not null,
  person_id uuid not null references person (id),
  channel text not null check (channel in ('mail', 'sms')),
  title text not null,
  body text not null,
  path text not null,
  status text not null default 'waiting' check (status in ('waiting', 'sent', 'failed')),
  attempts integer not null default 0,
  -- Not taken before; moved on while a process sends it, so that another does not.
  next_attempt_at timestamptz not null,
  created_at timestamptz not null,
  settled_at timestamptz,
  last_error text,
  unique (notification_id, channel)
);
create index notification_outbox_waiting on notification_outbox (next_attempt_at) where status = 'waiting';
create index notification_outbox_settled on notification_outbox (status, settled_at);

-- Which topics a person wants by mail and by SMS, beyond the office itself; the topic's default where there is no row.
-- citus: local notification_preference
create table notification_preference (
  person_id uuid not null references person (id),
  topic text not null,
  mail boolean not null,
  sms boolean not null,
  primary key (person_id, topic)
);

-- Where messages reach a person. Sealed with the person's data key.
-- citus: local person_contact
create table person_contact (
  person_id uuid primary key references person (id),
  mail_sealed bytea,
  phone_sealed bytea,
  changed_at timestamptz not null
);
