-- Codes for whoever lost the authenticator: each serves once, and only its hash is kept.
-- citus: local person_recovery_code
create table person_recovery_code (
  person_id uuid not null references person (id),
  code_hash text not null check (code_hash ~ '^[0-9a-f]{64}$'),
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (person_id, code_hash)
);
