-- A draft handed to whoever publishes: the person and the SHA-256 of what was handed on. When the records change, the
-- draft is another one and must be handed on again.
-- citus: distribute annual_report_submission on division_code
create table annual_report_submission (
  division_code char(6) not null,
  organ_code text not null,
  year integer not null,
  scope text not null check (scope in ('own', 'aggregated')),
  sha256 char(64) not null,
  submitted_at timestamptz not null default now(),
  submitted_by uuid not null,
  submitted_by_name text not null,
  primary key (division_code, organ_code, year, scope),
  foreign key (division_code, organ_code) references organ (division_code, code)
);
