-- 行政复议 and 行政诉讼 over disclosure. application_id is null where the case concerns proactive disclosure.
-- citus: distribute remedy_case on division_code
create table remedy_case (
  division_code char(6) not null,
  id uuid not null,
  organ_code text not null,
  kind text not null check (kind in ('reconsideration', 'litigation-direct', 'litigation-after-reconsideration')),
  case_number text not null,
  application_id uuid,
  filed_on date not null,
  concluded_on date,
  result text check (result in ('upheld', 'corrected', 'other')),
  check ((concluded_on is null) = (result is null)),
  check (concluded_on is null or concluded_on >= filed_on),
  primary key (division_code, id),
  unique (division_code, organ_code, kind, case_number),
  foreign key (division_code, organ_code) references organ (division_code, code),
  foreign key (division_code, application_id) references application (division_code, id)
);
create index remedy_case_filed on remedy_case (division_code, organ_code, kind, filed_on);

-- citus: distribute remedy_event on division_code
create table remedy_event (
  division_code char(6) not null,
  case_id uuid not null,
  sequence integer not null,
  kind text not null,
  occurred_on date not null,
  content jsonb not null,
  recorded_at timestamptz not null default now(),
  recorded_by text not null,
  primary key (division_code, case_id, sequence),
  foreign key (division_code, case_id) references remedy_case (division_code, id)
);
