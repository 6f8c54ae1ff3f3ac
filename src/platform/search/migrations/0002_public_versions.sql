-- The version of what the public sees of a division, raised with every page that appears, changes or goes: pages kept in
-- memory and the files of the static export follow it (docs/adr/0065-page-cache-and-export.md).
-- citus: distribute public_version on division_code
create table public_version (
  division_code char(6) not null,
  version bigint not null,
  primary key (division_code)
);

-- The version in which a page changed last, withdrawn pages as well.
-- citus: distribute public_change on division_code
create table public_change (
  division_code char(6) not null,
  entry_id uuid not null,
  version bigint not null,
  primary key (division_code, entry_id)
);
create index public_change_version on public_change (division_code, version, entry_id);

-- How many pages stand where: lists and catalogues say it on every page, and counting a million rows takes too long.
-- citus: distribute public_count on division_code
create table public_count (
  division_code char(6) not null,
  organ_code text not null,
  category text not null,
  kind text not null,
  total integer not null check (total >= 0),
  primary key (division_code, organ_code, category, kind)
);
insert into public_count (division_code, organ_code, category, kind, total)
  select division_code, organ_code, coalesce(category, ''), kind, count(*) from search_entry group by 1, 2, 3, 4;

-- Lists are read from here: newest first of a category, of one organ or of all.
alter table search_entry add column published_at timestamptz;
update search_entry set published_at = (published_on::timestamp + interval '12 hours') at time zone 'Asia/Shanghai';
alter table search_entry alter column published_at set not null;
create index search_entry_category on search_entry (division_code, category, published_at desc, id);
create index search_entry_organ on search_entry (division_code, organ_code, category, published_at desc, id);

-- 0 for entries made before pinyin was indexed and attachments were read; the reindexing job looks for them.
alter table search_entry add column revision smallint not null default 0;
create index search_entry_revision on search_entry (division_code, revision, id);

-- 同义词 a district adds to those that come with the platform; each of a group finds the others.
-- citus: distribute search_synonym on division_code
create table search_synonym (
  division_code char(6) not null,
  saying text not null,
  group_key text not null,
  updated_at timestamptz not null,
  updated_by text not null,
  primary key (division_code, saying, group_key)
);
