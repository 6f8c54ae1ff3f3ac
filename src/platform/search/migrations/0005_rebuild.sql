-- How far a rebuilding of the search has come (gongkai reindex), so that one that was killed goes on; no row when none runs.
-- citus: distribute search_rebuild on division_code
create table search_rebuild (
  division_code char(6) not null,
  -- Publications up to this id are done.
  up_to uuid,
  begun_at timestamptz not null,
  primary key (division_code)
);
