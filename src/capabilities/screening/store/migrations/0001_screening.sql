-- An installed word list. Its name is how findings call it; the version in force is one of its versions, or none.
-- citus: distribute screening_lexicon on division_code
create table screening_lexicon (
  division_code char(6) not null,
  id uuid not null,
  name text not null,
  owner_organ_code text not null,
  active_version integer,
  created_at timestamptz not null,
  primary key (division_code, id),
  unique (division_code, name),
  foreign key (division_code, owner_organ_code) references organ (division_code, code)
);

-- A version as it was uploaded, with its compiled form; rows are only ever added.
-- citus: distribute screening_lexicon_version on division_code
create table screening_lexicon_version (
  division_code char(6) not null,
  lexicon_id uuid not null,
  version integer not null check (version >= 1),
  -- The version its owner gave it, and what else the head of the file says.
  label text not null,
  owner text not null,
  purpose text not null,
  severity text not null check (severity in ('error', 'warning', 'info')),
  terms integer not null check (terms >= 1),
  entries jsonb not null,
  compiled bytea not null,
  sha256 char(64) not null,
  uploaded_at timestamptz not null,
  uploaded_by text not null,
  primary key (division_code, lexicon_id, version),
  foreign key (division_code, lexicon_id) references screening_lexicon (division_code, id)
);

-- Uploads, activations, rollbacks; rows are only ever added.
-- citus: distribute screening_lexicon_step on division_code
create table screening_lexicon_step (
  division_code char(6) not null,
  lexicon_id uuid not null,
  sequence integer not null check (sequence >= 1),
  act text not null check (act in ('uploaded', 'activated', 'rolled-back', 'switched-off')),
  version integer not null,
  reason text,
  at timestamptz not null,
  person_name text not null,
  primary key (division_code, lexicon_id, sequence),
  foreign key (division_code, lexicon_id) references screening_lexicon (division_code, id)
);

-- What is right here although a rule objects: a word with what stands around it, for an organ or for all.
-- citus: distribute screening_allowance on division_code
create table screening_allowance (
  division_code char(6) not null,
  id uuid not null,
  term text not null,
  -- Only findings of this rule; of every rule when null.
  rule text,
  before text,
  after text,
  organ_code text,
  reason text not null,
  -- The disputed finding it came from.
  finding_id uuid,
  made_at timestamptz not null,
  made_by text not null,
  ended_at timestamptz,
  ended_by text,
  check ((ended_at is null) = (ended_by is null)),
  primary key (division_code, id),
  foreign key (division_code, organ_code) references organ (division_code, code)
);

-- A walk over the stock: daily, or because a list changed. Whoever holds the lease goes on from the cursor.
-- citus: distribute screening_run on division_code
create table screening_run (
  division_code char(6) not null,
  id uuid not null,
  kind text not null check (kind in ('daily', 'rescan')),
  on_day date not null,
  reason text not null,
  ruleset char(64),
  state text not null check (state in ('waiting', 'running', 'finished')),
  total integer not null default 0,
  done integer not null default 0,
  -- Screened anew; the others and their rules had not changed.
  screened integer not null default 0,
  characters bigint not null default 0,
  found integer not null default 0,
  gone integer not null default 0,
  source text,
  cursor text,
  holder uuid,
  held_until timestamptz,
  requested_at timestamptz not null,
  requested_by text not null,
  started_at timestamptz,
  finished_at timestamptz,
  check ((state = 'finished') = (finished_at is not null)),
  primary key (division_code, id)
);
create unique index screening_run_daily on screening_run (division_code, on_day) where kind = 'daily';
create index screening_run_newest on screening_run (division_code, on_day desc, requested_at desc);

-- How a document of the stock was last screened: with the same text under the same rules it need not be screened again.
-- citus: distribute screening_document on division_code
create table screening_document (
  division_code char(6) not null,
  source text not null,
  document_id text not null,
  organ_code text not null,
  title text not null,
  address text,
  revision text not null,
  ruleset char(64) not null,
  characters integer not null,
  screened_at timestamptz not null,
  -- The run that saw it last; what a finished run has not seen is no longer in the stock.
  run_id uuid,
  primary key (division_code, source, document_id)
);

-- A place in a document. Personal data is kept only as its mask, here and around the place.
-- citus: distribute screening_finding on division_code
create table screening_finding (
  division_code char(6) not null,
  id uuid not null,
  source text not null,
  document_id text not null,
  organ_code text not null,
  title text not null,
  address text,
  revision text not null,
  kind text not null,
  rule text not null,
  severity text not null check (severity in ('error', 'warning', 'info')),
  start_at integer not null check (start_at >= 0),
  end_at integer not null check (end_at >= start_at),
  text text not null,
  suggestion text,
  message text not null,
  before text not null,
  after text not null,
  state text not null check (state in ('open', 'assigned', 'disputed', 'mended', 'dismissed')),
  assigned_to uuid,
  assigned_name text,
  found_on date not null,
  found_at timestamptz not null,
  settled_at timestamptz,
  -- When the document was screened again after it was mended and the place was gone.
  confirmed_at timestamptz,
  steps integer not null,
  check ((state in ('mended', 'dismissed')) = (settled_at is not null)),
  primary key (division_code, id),
  foreign key (division_code, organ_code) references organ (division_code, code)
);
create index screening_finding_document on screening_finding (division_code, source, document_id);
create index screening_finding_state on screening_finding (division_code, state, found_at desc, id);
create index screening_finding_organ on screening_finding (division_code, organ_code, state, found_at desc, id);

-- What was done about a finding; figures of any period are counted from here. Rows are only ever added.
-- citus: distribute screening_finding_step on division_code
create table screening_finding_step (
  division_code char(6) not null,
  finding_id uuid not null,
  sequence integer not null check (sequence >= 1),
  act text not null check (act in ('found', 'assign', 'mend', 'dispute', 'accept', 'reject', 'gone', 'return', 'confirm')),
  on_day date not null,
  at timestamptz not null,
  person_id uuid,
  person_name text not null,
  note text,
  -- Of the finding, so that a period is counted without joining.
  source text not null,
  organ_code text not null,
  kind text not null,
  severity text not null,
  primary key (division_code, finding_id, sequence),
  foreign key (division_code, finding_id) references screening_finding (division_code, id)
);
create index screening_finding_step_day on screening_finding_step (division_code, on_day, act);

-- Texts that passed the gate before release, with what was left in them; the reason stands with the release itself. A text that is held
-- back leaves no row. Rows are only ever added.
-- citus: distribute screening_release on division_code
create table screening_release (
  division_code char(6) not null,
  publication_id uuid not null,
  -- SHA-256 of the text that was examined.
  revision char(64) not null,
  organ_code text not null,
  title text not null,
  on_day date not null,
  at timestamptz not null,
  errors integer not null,
  warnings integer not null,
  findings jsonb not null,
  primary key (division_code, publication_id, revision)
);
create index screening_release_day on screening_release (division_code, on_day);

-- Accounts of the new media, looked at through their feeds.
-- citus: distribute screening_channel on division_code
create table screening_channel (
  division_code char(6) not null,
  id uuid not null,
  organ_code text not null,
  name text not null,
  platform text not null,
  feed_address text not null,
  is_active boolean not null,
  created_at timestamptz not null,
  created_by text not null,
  fetched_at timestamptz,
  fault text,
  etag text,
  modified text,
  primary key (division_code, id),
  unique (division_code, feed_address),
  foreign key (division_code, organ_code) references organ (division_code, code)
);

-- Posts as the feed gave them last.
-- citus: distribute screening_post on division_code
create table screening_post (
  division_code char(6) not null,
  channel_id uuid not null,
  key char(64) not null,
  title text not null,
  address text,
  published_at timestamptz,
  body_text text not null,
  sha256 char(64) not null,
  fetched_at timestamptz not null,
  primary key (division_code, channel_id, key),
  foreign key (division_code, channel_id) references screening_channel (division_code, id)
);

-- Weekly reports and monthly summaries as they were made; rows are only ever added.
-- citus: distribute screening_report on division_code
create table screening_report (
  division_code char(6) not null,
  kind text not null check (kind in ('week', 'month')),
  first_day date not null,
  last_day date not null,
  content jsonb not null,
  sha256 char(64) not null,
  made_at timestamptz not null,
  check (last_day >= first_day),
  primary key (division_code, kind, first_day)
);
