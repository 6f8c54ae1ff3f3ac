-- What became of organs: mergers, splits, renewals, renamings, moves. An organ that ends keeps its row with its last day;
-- one that is renamed or moved keeps its code, and what it was called before stands in organ_former.
-- citus: distribute organ_change on division_code
create table organ_change (
  division_code char(6) not null,
  id uuid not null,
  kind text not null check (kind in ('establish', 'rename', 'move', 'merge', 'split', 'abolish')),
  -- First day of the new state.
  effective_on date not null,
  -- The document by which it was decided (文号 and title).
  document text not null check (length(document) between 1 and 200),
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (division_code, id)
);
create index organ_change_day on organ_change (division_code, effective_on);

-- Organs before and after a change; whoever stands after takes over the duties of whoever stands before.
-- citus: distribute organ_change_part on division_code
create table organ_change_part (
  division_code char(6) not null,
  change_id uuid not null,
  side text not null check (side in ('before', 'after')),
  organ_code text not null,
  primary key (division_code, change_id, side, organ_code),
  foreign key (division_code, change_id) references organ_change (division_code, id),
  foreign key (division_code, organ_code) references organ (division_code, code)
);

-- Name, kind and place of an organ up to a day.
-- citus: distribute organ_former on division_code
create table organ_former (
  division_code char(6) not null,
  organ_code text not null,
  -- Last day on which it was so.
  until_on date not null,
  name text not null,
  short_name text not null,
  kind text not null,
  parent_code text,
  primary key (division_code, organ_code, until_on),
  foreign key (division_code, organ_code) references organ (division_code, code)
);
