-- Reports of other organs, read from files and checked: what was read and found, not the files themselves. The same file
-- checked again takes the place of its earlier check.
-- citus: distribute annual_report_check on division_code
create table annual_report_check (
  division_code char(6) not null,
  id uuid not null,
  file_name text not null,
  sha256 char(64) not null check (sha256 ~ '^[0-9a-f]{64}$'),
  organ_name text,
  year integer check (year between 2008 and 9999),
  -- As `gongkai report check --json` prints it: form, tables, findings.
  result jsonb not null check (jsonb_typeof(result) = 'object'),
  errors integer not null check (errors >= 0),
  warnings integer not null check (warnings >= 0),
  hints integer not null check (hints >= 0),
  checked_at timestamptz not null default now(),
  checked_by text not null,
  primary key (division_code, id),
  unique (division_code, sha256)
);
create index annual_report_check_year on annual_report_check (division_code, year, organ_name);
