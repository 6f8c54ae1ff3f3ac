-- The collection of the departments' figures for a year's report, opened by who is in charge of disclosure.
-- citus: distribute annual_report_collection on division_code
create table annual_report_collection (
  division_code char(6) not null,
  year integer not null check (year between 2008 and 9999),
  -- By when organs hand in, and by when the whole area's report is published (条例 Art. 49 at the latest).
  organ_due_on date not null,
  area_due_on date not null,
  note text not null,
  opened_at timestamptz not null,
  opened_by text not null,
  primary key (division_code, year),
  check (organ_due_on <= area_due_on)
);

-- What is asked of each organ. The tables are those of its own records as it confirmed them.
-- citus: distribute annual_report_task on division_code
create table annual_report_task (
  division_code char(6) not null,
  year integer not null,
  organ_code text not null,
  state text not null check (state in ('waiting', 'handed-in', 'returned', 'accepted')),
  sha256 char(64) check (sha256 ~ '^[0-9a-f]{64}$'),
  tables jsonb check (jsonb_typeof(tables) = 'object'),
  handed_in_at timestamptz,
  handed_in_by uuid,
  handed_in_by_name text,
  -- Who answers for the figures, by name.
  responsible text,
  primary key (division_code, year, organ_code),
  foreign key (division_code, year) references annual_report_collection (division_code, year),
  foreign key (division_code, organ_code) references organ (division_code, code),
  check (state in ('waiting', 'returned') or (sha256 is not null and tables is not null and handed_in_by is not null))
);

-- The course of a task: handed in, returned with a reason, accepted, reminded of. Only added to.
-- citus: distribute annual_report_task_event on division_code
create table annual_report_task_event (
  division_code char(6) not null,
  year integer not null,
  organ_code text not null,
  sequence integer not null check (sequence >= 1),
  act text not null check (act in ('opened', 'handed-in', 'returned', 'accepted', 'reminded', 'dated')),
  at timestamptz not null,
  person_name text not null,
  words text not null,
  primary key (division_code, year, organ_code, sequence),
  foreign key (division_code, year, organ_code) references annual_report_task (division_code, year, organ_code)
);
revoke update, delete, truncate on annual_report_task_event from current_user;

-- A lower organ's report of its own: where it stands, or the file of it with what was read from it.
-- citus: distribute organ_report on division_code
create table organ_report (
  division_code char(6) not null,
  year integer not null check (year between 2008 and 9999),
  organ_code text not null,
  scope text not null check (scope in ('own', 'aggregated')),
  address text,
  published_on date,
  file_name text,
  media_type text,
  sha256 char(64) check (sha256 ~ '^[0-9a-f]{64}$'),
  content bytea,
  tables jsonb check (jsonb_typeof(tables) = 'object'),
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (division_code, year, organ_code),
  foreign key (division_code, organ_code) references organ (division_code, code),
  check (address is not null or content is not null),
  check ((content is null) = (file_name is null) and (content is null) = (sha256 is null) and (content is null) = (media_type is null))
);

-- Why an organ's figure is not what the records give. Holds for the two figures it was written for and no others.
-- citus: distribute annual_report_difference on division_code
create table annual_report_difference (
  division_code char(6) not null,
  year integer not null,
  organ_code text not null,
  figure text not null,
  counted numeric not null,
  stated numeric not null,
  source text not null check (source in ('typed', 'report', 'confirmed')),
  explanation text not null check (explanation <> ''),
  explained_at timestamptz not null,
  explained_by text not null,
  primary key (division_code, year, organ_code, figure),
  foreign key (division_code, year, organ_code) references annual_report_task (division_code, year, organ_code)
);
