-- People who work in the office. Shared by all divisions, since one person may hold posts in several; small, so a reference
-- table. A person who left keeps the row (records name it) and is disabled.
-- citus: reference person
create table person (
  id uuid primary key,
  -- In lower case; people type it.
  sign_in_name text not null unique check (sign_in_name ~ '^[a-z0-9][a-z0-9._-]{1,63}$'),
  full_name text not null check (length(full_name) between 1 and 100),
  status text not null default 'active' check (status in ('active', 'disabled')),
  created_at timestamptz not null,
  created_by text not null
);

-- A post (岗位) in an organ with its roles; a person may hold several, one after another or at once. Never deleted.
-- citus: distribute post on division_code
create table post (
  division_code char(6) not null,
  id uuid not null,
  organ_code text not null,
  person_id uuid not null references person (id),
  title text not null check (length(title) between 1 and 100),
  roles text[] not null check (cardinality(roles) > 0),
  active_from date not null,
  -- Last day; null while it is held.
  active_to date,
  created_at timestamptz not null,
  created_by text not null,
  primary key (division_code, id),
  foreign key (division_code, organ_code) references organ (division_code, code)
);
create index post_person on post (division_code, person_id, active_from);
create index post_organ on post (division_code, organ_code, active_from);

-- During absence: some acts of a post, from one day to another, by another person.
-- citus: distribute delegation on division_code
create table delegation (
  division_code char(6) not null,
  id uuid not null,
  post_id uuid not null,
  to_person_id uuid not null references person (id),
  acts text[] not null check (cardinality(acts) > 0),
  from_on date not null,
  to_on date not null,
  reason text not null check (length(reason) between 1 and 500),
  created_at timestamptz not null,
  created_by text not null,
  revoked_at timestamptz,
  check (to_on >= from_on),
  primary key (division_code, id),
  foreign key (division_code, post_id) references post (division_code, id)
);
create index delegation_person on delegation (division_code, to_person_id, to_on);
create index delegation_post on delegation (division_code, post_id);

-- citus: local person_password
create table person_password (
  person_id uuid primary key references person (id),
  -- PHC string of argon2id, salt and parameters in it.
  hash text not null,
  changed_at timestamptz not null,
  -- Set by somebody else: to be replaced at the next sign-in.
  must_change boolean not null
);

-- Only the hash of a session's token is kept, so a copied database opens no session.
-- citus: local office_session
create table office_session (
  id uuid primary key,
  token_hash char(64) not null unique,
  person_id uuid not null references person (id),
  method text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  -- Absolute end, whatever is done meanwhile.
  expires_at timestamptz not null,
  origin text not null,
  device text not null
);
create index office_session_person on office_session (person_id, last_seen_at);
create index office_session_expiry on office_session (expires_at);

-- Failures in a row, by the hash of account and origin together (or origin alone): nobody is locked out by another's tries.
-- citus: local sign_in_throttle
create table sign_in_throttle (
  key_hash char(64) primary key,
  failures integer not null,
  last_failure_at timestamptz not null
);
create index sign_in_throttle_age on sign_in_throttle (last_failure_at);

-- A ceremony begun and not ended: second step of a sign-in, passkey challenges, single sign-on. Used once.
-- citus: local sign_in_challenge
create table sign_in_challenge (
  token_hash char(64) primary key,
  kind text not null,
  person_id uuid references person (id),
  content jsonb not null,
  expires_at timestamptz not null
);
create index sign_in_challenge_expiry on sign_in_challenge (expires_at);
