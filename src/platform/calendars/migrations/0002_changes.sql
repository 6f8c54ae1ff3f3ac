-- What a loaded calendar moved: one row a division and load, and one for each clock that ends on another day since.
-- citus: distribute calendar_change on division_code
create table calendar_change (
  division_code char(6) not null,
  id uuid not null,
  year integer not null,
  version integer not null,
  source text not null,
  loaded_at timestamptz not null,
  loaded_by text not null,
  affected integer not null,
  primary key (division_code, id)
);
create index calendar_change_time on calendar_change (division_code, loaded_at);

-- citus: distribute calendar_change_case on division_code
create table calendar_change_case (
  division_code char(6) not null,
  change_id uuid not null,
  position integer not null,
  organ_code text not null,
  -- As the office names it: 申请2026-0012.
  subject text not null,
  clock text not null,
  path text not null,
  before date,
  after date,
  primary key (division_code, change_id, position),
  foreign key (division_code, change_id) references calendar_change (division_code, id)
);
create index calendar_change_case_organ on calendar_change_case (division_code, change_id, organ_code, position);
