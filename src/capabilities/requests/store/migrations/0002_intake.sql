-- What citizens see of an organ before they apply, and what they hand in.

-- The part of the 政府信息公开指南 an applicant needs (条例 Art. 12): who takes applications and how they are reached. Each
-- change is a new version; the one with the latest effective_on not after today is shown.
-- citus: distribute organ_guide on division_code
create table organ_guide (
  division_code char(6) not null,
  organ_code text not null,
  version integer not null,
  effective_on date not null,
  -- 政府信息公开工作机构, the only lawful addressee (Art. 29).
  office_name text not null,
  address text not null,
  postcode text,
  office_hours text not null,
  telephone text not null,
  fax text,
  email text,
  remarks text,
  recorded_at timestamptz not null default now(),
  recorded_by text not null,
  primary key (division_code, organ_code, version),
  foreign key (division_code, organ_code) references organ (division_code, code)
);

-- An application being written. The content is sealed with a key made from the token that only the applicant's browser
-- holds, so nobody else can read it, and deleting the row deletes the draft.
-- citus: distribute application_draft on division_code
create table application_draft (
  division_code char(6) not null,
  id uuid not null,
  token_hash text not null,
  content bytea not null,
  -- Addresses of stored files that belong to this draft alone.
  stored_files jsonb not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  expires_at timestamptz not null,
  -- Set once, by the submission: a second one finds it and makes no second application.
  application_id uuid,
  primary key (division_code, id),
  foreign key (division_code, application_id) references application (division_code, id)
);
create unique index application_draft_token on application_draft (division_code, token_hash);
create index application_draft_expiry on application_draft (division_code, expires_at);

-- Art. 29: who applies, what for, how it is to be given. Sealed with the application's data key.
-- citus: distribute application_detail on division_code
create table application_detail (
  division_code char(6) not null,
  application_id uuid not null,
  content bytea not null,
  -- Keyed fingerprint of the identity number or credit code: finds earlier applications of the same applicant. Null once
  -- the key was erased.
  identity_index bytea,
  -- Keyed fingerprint of the verification code; null for applications that were not made on the portal.
  access_code_index bytea,
  primary key (division_code, application_id),
  foreign key (division_code, application_id) references application (division_code, id)
);
create index application_detail_identity on application_detail (division_code, identity_index) where identity_index is not null;

-- Files handed in with an application or with its correction. Name and file key are sealed with the application's data key.
-- citus: distribute application_file on division_code
create table application_file (
  division_code char(6) not null,
  id uuid not null,
  application_id uuid not null,
  handed_in_with text not null check (handed_in_with in ('application', 'correction')),
  position integer not null,
  address text not null,
  file_key bytea not null,
  file_name bytea not null,
  media_type text not null,
  bytes integer not null,
  added_at timestamptz not null,
  primary key (division_code, id),
  foreign key (division_code, application_id) references application (division_code, id)
);
create index application_file_of on application_file (division_code, application_id, position);

-- A correction handed in on the portal (Art. 30). It waits for the organ's confirmation like an application does
-- (Art. 31 item 3); whether it was in time goes by submitted_at.
-- citus: distribute application_correction on division_code
create table application_correction (
  division_code char(6) not null,
  application_id uuid not null,
  submitted_at timestamptz not null,
  submitted_on date not null,
  content bytea not null,
  primary key (division_code, application_id),
  foreign key (division_code, application_id) references application (division_code, id)
);
