-- Keys that wrap data keys. Only a check value is kept, which shows a wrong key before it is used.
-- citus: reference key_encryption_key
create table key_encryption_key (
  id text primary key,
  check_value bytea not null,
  created_at timestamptz not null,
  -- Since when no data key is wrapped by it.
  retired_at timestamptz
);

-- One data key for each subject of personal data (an application, a person), wrapped. Erasing it makes everything sealed
-- with it unreadable for good, wherever it stands: in the record, the audit chain, a backup of later date.
-- citus: distribute data_key on division_code
create table data_key (
  division_code char(6) not null,
  subject_kind text not null,
  subject_id text not null,
  wrapped_key bytea,
  key_encryption_key text references key_encryption_key (id),
  created_at timestamptz not null,
  erased_at timestamptz,
  erased_by text,
  erased_reason text,
  check ((wrapped_key is null) = (erased_at is not null) and (wrapped_key is null) = (key_encryption_key is null)),
  primary key (division_code, subject_kind, subject_id)
);
create index data_key_wrapping on data_key (division_code, key_encryption_key) where key_encryption_key is not null;
