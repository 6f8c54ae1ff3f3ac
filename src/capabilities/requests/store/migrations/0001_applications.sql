-- 依申请公开. The events are the record; the other columns of application are folded from them in the same transaction.
-- citus: distribute application on division_code
create table application (
  division_code char(6) not null,
  id uuid not null,
  organ_code text not null,
  number text not null,
  channel text not null check (channel in ('in-person', 'oral', 'registered-mail', 'ordinary-mail', 'online', 'fax')),
  applicant_category text not null check (applicant_category in ('natural', 'business', 'research', 'welfare', 'legal', 'other')),
  applicant_name text not null,
  subject text not null,
  submitted_on date not null,
  received_on date,
  state text not null,
  due_on date,
  replied_on date,
  closed_on date,
  outcome text,
  report_row text,
  remedy_class text,
  -- Set when the due day lies past the last loaded calendar year.
  calendar_missing integer,
  -- Number of events; guards against two people recording at once.
  event_count integer not null,
  updated_at timestamptz not null default now(),
  check (closed_on is null or (outcome is not null and report_row is not null)),
  primary key (division_code, id),
  unique (division_code, organ_code, number),
  foreign key (division_code, organ_code) references organ (division_code, code)
);
-- New, carried over and carried forward are counted from this one without touching the table.
create index application_received on application (division_code, organ_code, received_on, id, closed_on, applicant_category, report_row);
-- Results of a year and their records.
create index application_result on application (division_code, organ_code, report_row, closed_on, id, applicant_category);
-- Worklists by remaining days, and the re-dating of every open case.
create index application_open on application (division_code, due_on, id) where closed_on is null;

-- citus: distribute application_event on division_code
create table application_event (
  division_code char(6) not null,
  application_id uuid not null,
  sequence integer not null,
  kind text not null,
  occurred_on date not null,
  -- The event's own fields (respondBy, ref, party, …).
  content jsonb not null,
  recorded_at timestamptz not null default now(),
  recorded_by text not null,
  primary key (division_code, application_id, sequence),
  foreign key (division_code, application_id) references application (division_code, id)
);

-- Fees of a year (part six of the report) without reading every event.
create index application_event_fee on application_event (division_code, kind, occurred_on, application_id) where kind in ('fee-notified', 'fee-paid');

-- Numbers without gaps per organ, series and year (2022-0001 …).
-- citus: distribute number_series on division_code
create table number_series (
  division_code char(6) not null,
  organ_code text not null,
  series text not null,
  year integer not null,
  last_number integer not null,
  primary key (division_code, organ_code, series, year)
);
