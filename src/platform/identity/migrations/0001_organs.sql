-- Organs (行政机关) of a division as a tree. A merged, renamed or split organ keeps its row and gets an end date.
-- citus: distribute organ on division_code
create table organ (
  division_code char(6) not null,
  code text not null,
  name text not null,
  short_name text not null,
  kind text not null check (kind in ('government', 'government-office', 'department', 'dispatched', 'township', 'street', 'authorised-organisation')),
  parent_code text,
  sort_order integer not null default 0,
  active_from date not null,
  active_to date,
  check (active_to is null or active_to >= active_from),
  primary key (division_code, code),
  foreign key (division_code, parent_code) references organ (division_code, code)
);
create index organ_parent on organ (division_code, parent_code, sort_order);
