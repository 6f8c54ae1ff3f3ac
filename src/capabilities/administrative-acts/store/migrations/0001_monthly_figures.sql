-- Figures an organ reports for a month: licences, penalties, compulsion, charges, and the work of disclosure that has no
-- record of its own yet. A corrected figure is a new version with a reason; the highest version counts.
-- citus: distribute monthly_figure on division_code
create table monthly_figure (
  division_code char(6) not null,
  organ_code text not null,
  kind text not null,
  month char(7) not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  version integer not null check (version >= 1),
  -- Whole numbers but for charges, which are in 万元 with up to six decimals.
  value numeric(20, 6) not null check (value >= 0),
  reason text,
  reported_at timestamptz not null default now(),
  reported_by text not null,
  check (version = 1 or reason is not null),
  primary key (division_code, organ_code, kind, month, version),
  foreign key (division_code, organ_code) references organ (division_code, code)
);
