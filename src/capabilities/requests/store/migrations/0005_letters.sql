-- Letters of a case from the draft to the proof of service, the decision they rest on, and what else lies in the file. Words
-- about applicants and third parties are sealed with the application's data key.

-- citus: distribute case_letter on division_code
create table case_letter (
  division_code char(6) not null,
  id uuid not null,
  application_id uuid not null,
  organ_code text not null,
  kind text not null,
  status text not null check (status in ('drafting', 'in-review', 'in-approval', 'issued', 'discarded')),
  -- Counts every step; guards against two people acting at once.
  version integer not null,
  -- What the letter is made from, as the form has it.
  content bytea not null,
  number text,
  issued_on date,
  -- The letter's words as they were issued.
  issued_words bytea,
  -- Addresses in the file store and keys of what was rendered when it was issued; hashes of the files as they are read.
  pdf_address text,
  pdf_key bytea,
  pdf_hash text,
  docx_address text,
  docx_key bytea,
  docx_hash text,
  -- Day 0 of service: signed, posted or arrived (国办公开办函〔2016〕235号).
  service text check (service in ('hand', 'post', 'online')),
  served_on date,
  -- Who signed, the number of the registered mail, or where it arrived.
  proof bytea,
  served_at timestamptz,
  served_by text,
  created_at timestamptz not null,
  check ((status = 'issued') = (issued_on is not null)),
  check (served_on is null or (service is not null and proof is not null)),
  primary key (division_code, id),
  unique (division_code, organ_code, number),
  foreign key (division_code, application_id) references application (division_code, id)
);
create index case_letter_of on case_letter (division_code, application_id, created_at, id);
create index case_letter_waiting on case_letter (division_code, organ_code, status)
  where status in ('in-review', 'in-approval');

-- Who did what to a letter, when and with what opinion; with the content as it stood.
-- citus: distribute case_letter_step on division_code
create table case_letter_step (
  division_code char(6) not null,
  letter_id uuid not null,
  sequence integer not null,
  step text not null,
  -- Act of the permission table, for the separation of duties.
  act text not null,
  -- Null for what was taken over without persons.
  person_id uuid,
  done_by text not null,
  opinion bytea,
  content bytea not null,
  done_at timestamptz not null,
  primary key (division_code, letter_id, sequence),
  foreign key (division_code, letter_id) references case_letter (division_code, id)
);

-- Changes to the words of the letters; the latest version holds.
-- citus: distribute letter_template_version on division_code
create table letter_template_version (
  division_code char(6) not null,
  version integer not null,
  content jsonb not null,
  reason text not null,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (division_code, version)
);

-- What an organ's letters need beyond the register of organs; the latest version holds.
-- citus: distribute organ_letter_setting on division_code
create table organ_letter_setting (
  division_code char(6) not null,
  organ_code text not null,
  version integer not null,
  -- 机关代字
  word text not null,
  court text not null,
  -- Overrides the review organ that follows from the organ's position.
  review_organ text,
  superior_organ text,
  online_review text,
  fee_account text,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (division_code, organ_code, version),
  foreign key (division_code, organ_code) references organ (division_code, code)
);

-- The guided decision, each time it was saved.
-- citus: distribute case_decision on division_code
create table case_decision (
  division_code char(6) not null,
  application_id uuid not null,
  version integer not null,
  outcome text not null,
  content bytea not null,
  decided_at timestamptz not null,
  decided_by text not null,
  primary key (division_code, application_id, version),
  foreign key (division_code, application_id) references application (division_code, id)
);

-- Where the information was looked for (条例 Art. 36(4)), and notes; both only added to.
-- citus: distribute case_entry on division_code
create table case_entry (
  division_code char(6) not null,
  application_id uuid not null,
  sequence integer not null,
  kind text not null check (kind in ('search', 'note')),
  content bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (division_code, application_id, sequence),
  foreign key (division_code, application_id) references application (division_code, id)
);

-- Files of the office in a case; those given out with a letter name it.
-- citus: distribute case_attachment on division_code
create table case_attachment (
  division_code char(6) not null,
  id uuid not null,
  application_id uuid not null,
  purpose text not null check (purpose in ('file', 'disclosed', 'proof')),
  address text not null,
  file_key bytea not null,
  file_name bytea not null,
  media_type text not null,
  bytes integer not null,
  added_at timestamptz not null,
  added_by text not null,
  primary key (division_code, id),
  foreign key (division_code, application_id) references application (division_code, id)
);
create index case_attachment_of on case_attachment (division_code, application_id, added_at, id);

-- 一事一申请: an application split into several, each with a number of its own.
-- citus: distribute application_split on division_code
create table application_split (
  division_code char(6) not null,
  application_id uuid not null,
  part_id uuid not null,
  split_at timestamptz not null,
  split_by text not null,
  primary key (division_code, application_id, part_id),
  foreign key (division_code, application_id) references application (division_code, id),
  foreign key (division_code, part_id) references application (division_code, id)
);
create index application_split_part on application_split (division_code, part_id);

-- 信息处理费: what was demanded by which notice. That it was paid stands in the application's events.
-- citus: distribute fee_entry on division_code
create table fee_entry (
  division_code char(6) not null,
  letter_id uuid not null,
  application_id uuid not null,
  organ_code text not null,
  mode text not null check (mode in ('item', 'page')),
  -- Items of the month before this application's first, for the progressive rate; 0 by pages.
  items_before integer not null,
  quantity integer not null,
  amount_yuan integer not null,
  notified_on date not null,
  receipt_number text,
  primary key (division_code, letter_id),
  foreign key (division_code, letter_id) references case_letter (division_code, id),
  foreign key (division_code, application_id) references application (division_code, id)
);
create index fee_entry_of on fee_entry (division_code, organ_code, notified_on, letter_id);
create index fee_entry_application on fee_entry (division_code, application_id);

-- Records are added, never changed (0004_append_only.sql says how far this holds).
revoke update, delete, truncate on case_letter_step, case_decision, case_entry from current_user;
