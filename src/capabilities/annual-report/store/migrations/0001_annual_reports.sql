-- Published reports, frozen: content never changes, a correction is a new version with its reason, both are kept.
-- citus: distribute annual_report on division_code
create table annual_report (
  division_code char(6) not null,
  organ_code text not null,
  year integer not null,
  scope text not null check (scope in ('own', 'aggregated')),
  version integer not null check (version >= 1),
  -- The canonical JSON (RFC 8785) as text, since jsonb would not keep its bytes.
  content text not null,
  sha256 char(64) not null,
  published_on date not null,
  published_by text not null,
  reason text,
  created_at timestamptz not null default now(),
  check (version = 1 or reason is not null),
  primary key (division_code, organ_code, year, scope, version),
  foreign key (division_code, organ_code) references organ (division_code, code)
);

-- What a person writes of a report: parts five and six, and remarks that explain a finding. Figures are never here.
-- citus: distribute annual_report_text on division_code
create table annual_report_text (
  division_code char(6) not null,
  organ_code text not null,
  year integer not null,
  part text not null,
  body text not null,
  updated_at timestamptz not null default now(),
  updated_by text not null,
  primary key (division_code, organ_code, year, part),
  foreign key (division_code, organ_code) references organ (division_code, code)
);
