-- What a tenant sets of proactive disclosure; a missing row means the common settings.
-- citus: distribute publication_settings on division_code
create table publication_settings (
  division_code char(6) not null,
  content jsonb not null,
  updated_at timestamptz not null,
  updated_by text not null,
  primary key (division_code)
);

-- The last number of each series of 索引号.
-- citus: distribute index_number_series on division_code
create table index_number_series (
  division_code char(6) not null,
  series text not null,
  last_number integer not null check (last_number >= 1),
  primary key (division_code, series)
);

-- Information on its way to the public or there. Index number and first publication never change.
-- citus: distribute publication on division_code
create table publication (
  division_code char(6) not null,
  id uuid not null,
  organ_code text not null,
  index_number text not null,
  kind text not null check (kind in ('item', 'document', 'interpretation', 'guide', 'institution', 'profile')),
  stage text not null check (stage in ('drafting', 'first-review', 'second-review', 'final-review', 'approved', 'settled')),
  visibility text not null check (visibility in ('unpublished', 'published', 'withdrawn')),
  -- The record in the library of 规范性文件, and the publication this one interprets.
  document_id uuid,
  interprets_id uuid,
  -- The edition the public sees or saw last.
  edition integer,
  first_published_at timestamptz,
  last_published_at timestamptz,
  scheduled_for timestamptz,
  due_on date,
  withdrawn_at timestamptz,
  withdrawal_kind text,
  withdrawal_reason text,
  withdrawn_by text,
  -- Raised by every act, so that a change by someone else meanwhile is seen.
  revision integer not null,
  created_at timestamptz not null,
  created_by text not null,
  check ((visibility = 'unpublished') = (edition is null)),
  check ((edition is null) = (first_published_at is null)),
  check ((visibility = 'withdrawn') = (withdrawn_at is not null)),
  check (last_published_at is null or last_published_at >= first_published_at),
  primary key (division_code, id),
  unique (division_code, index_number),
  foreign key (division_code, organ_code) references organ (division_code, code),
  foreign key (division_code, document_id) references normative_document (division_code, id),
  foreign key (division_code, interprets_id) references publication (division_code, id)
);
create index publication_organ on publication (division_code, organ_code, kind, visibility, first_published_at desc, id);
create index publication_newest on publication (division_code, visibility, kind, first_published_at desc, id);
create index publication_stage on publication (division_code, stage, due_on, id);
create index publication_scheduled on publication (division_code, scheduled_for) where scheduled_for is not null;
create unique index publication_document on publication (division_code, document_id) where document_id is not null;
create index publication_interprets on publication (division_code, interprets_id) where interprets_id is not null;

-- The text being written; at most one for each publication, gone when it is published.
-- citus: distribute publication_draft on division_code
create table publication_draft (
  division_code char(6) not null,
  publication_id uuid not null,
  metadata jsonb not null,
  body_html text not null,
  saved_at timestamptz not null,
  saved_by text not null,
  primary key (division_code, publication_id),
  foreign key (division_code, publication_id) references publication (division_code, id)
);

-- Editions that were published: rows are only ever added.
-- citus: distribute publication_edition on division_code
create table publication_edition (
  division_code char(6) not null,
  publication_id uuid not null,
  edition integer not null check (edition >= 1),
  title text not null,
  document_number text,
  formed_on date not null,
  changed_on date,
  effective_on date,
  category text not null,
  theme text not null,
  genre text not null,
  keywords text[] not null,
  summary text not null,
  source text,
  body_html text not null,
  body_text text not null,
  sha256 char(64) not null,
  reason text,
  published_at timestamptz not null,
  published_by text not null,
  check (edition = 1 or reason is not null),
  primary key (division_code, publication_id, edition),
  foreign key (division_code, publication_id) references publication (division_code, id)
);
create index publication_edition_category on publication_edition (division_code, category, published_at desc, publication_id);

-- Who did what to it and with what opinion; rows are only ever added.
-- citus: distribute publication_step on division_code
create table publication_step (
  division_code char(6) not null,
  publication_id uuid not null,
  sequence integer not null check (sequence >= 1),
  act text not null,
  stage text not null,
  at timestamptz not null,
  person_id text not null,
  person_name text not null,
  opinion text,
  conclusion text,
  open_findings integer,
  primary key (division_code, publication_id, sequence),
  foreign key (division_code, publication_id) references publication (division_code, id)
);

-- citus: distribute publication_attachment on division_code
create table publication_attachment (
  division_code char(6) not null,
  publication_id uuid not null,
  id uuid not null,
  file_name text not null,
  media_type text not null,
  content bytea not null,
  size integer not null,
  sha256 char(64) not null,
  body_text text not null,
  added_at timestamptz not null,
  added_by text not null,
  primary key (division_code, publication_id, id),
  foreign key (division_code, publication_id) references publication (division_code, id)
);

-- Addresses of an older site that lead to a publication here.
-- citus: distribute publication_redirect on division_code
create table publication_redirect (
  division_code char(6) not null,
  address text not null,
  publication_id uuid not null,
  primary key (division_code, address),
  foreign key (division_code, publication_id) references publication (division_code, id)
);

-- 专题: curated (entries by hand) or fed by a rule, or both; entries by hand stand first.
-- citus: distribute topic on division_code
create table topic (
  division_code char(6) not null,
  slug text not null check (slug ~ '^[a-z0-9][a-z0-9-]{0,60}$'),
  title text not null,
  description text not null,
  rule jsonb,
  position integer not null,
  opened_on date not null,
  closed_on date,
  primary key (division_code, slug)
);
-- citus: distribute topic_entry on division_code
create table topic_entry (
  division_code char(6) not null,
  slug text not null,
  publication_id uuid not null,
  position integer not null,
  primary key (division_code, slug, publication_id),
  foreign key (division_code, slug) references topic (division_code, slug),
  foreign key (division_code, publication_id) references publication (division_code, id)
);

-- 政府公报: an issue keeps the editions it printed.
-- citus: distribute gazette_issue on division_code
create table gazette_issue (
  division_code char(6) not null,
  organ_code text not null,
  year integer not null,
  number integer not null check (number >= 1),
  -- 总第…期
  running_number integer not null,
  title text not null,
  published_on date not null,
  published_by text not null,
  primary key (division_code, organ_code, year, number),
  unique (division_code, organ_code, running_number),
  foreign key (division_code, organ_code) references organ (division_code, code)
);
-- citus: distribute gazette_entry on division_code
create table gazette_entry (
  division_code char(6) not null,
  organ_code text not null,
  year integer not null,
  number integer not null,
  position integer not null,
  section text not null,
  page integer not null,
  pages integer not null,
  publication_id uuid not null,
  edition integer not null,
  primary key (division_code, organ_code, year, number, position),
  foreign key (division_code, organ_code, year, number) references gazette_issue (division_code, organ_code, year, number),
  foreign key (division_code, publication_id, edition) references publication_edition (division_code, publication_id, edition)
);
create index gazette_entry_publication on gazette_entry (division_code, publication_id);
