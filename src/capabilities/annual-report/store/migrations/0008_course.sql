-- The course of a report from draft to publication, with who did what, when and with which opinion, for one content each.
-- Only added to; a draft handed on before goes over as its first step.
-- citus: distribute annual_report_step on division_code
create table annual_report_step (
  division_code char(6) not null,
  organ_code text not null,
  year integer not null check (year between 2008 and 9999),
  scope text not null check (scope in ('own', 'aggregated')),
  sequence integer not null check (sequence >= 1),
  act text not null check (act in ('submitted', 'checked', 'signed', 'returned', 'published')),
  sha256 char(64) not null check (sha256 ~ '^[0-9a-f]{64}$'),
  opinion text not null,
  at timestamptz not null,
  person_id uuid not null,
  person_name text not null,
  post_title text not null,
  primary key (division_code, organ_code, year, scope, sequence),
  foreign key (division_code, organ_code) references organ (division_code, code)
);
insert into annual_report_step
  select division_code, organ_code, year, scope, 1, 'submitted', sha256, '', submitted_at, submitted_by, submitted_by_name, ''
  from annual_report_submission;
revoke update, delete, truncate on annual_report_step from current_user;
-- citus: drop annual_report_submission
drop table annual_report_submission;
-- Who wrote part five or six does not sign the report.
alter table annual_report_text add column updated_by_id uuid;
