-- Working-day calendars an administrator loaded; the built-in years need no row. Versions are never overwritten.
-- citus: reference working_calendar
create table working_calendar (
  year integer not null,
  version integer not null,
  content jsonb not null,
  loaded_at timestamptz not null default now(),
  loaded_by text not null,
  primary key (year, version)
);
