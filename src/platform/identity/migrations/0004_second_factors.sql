-- One-time passwords (RFC 6238). The secret is sealed with the person's data key.
-- citus: local person_totp
create table person_totp (
  person_id uuid primary key references person (id),
  secret_sealed bytea not null,
  created_at timestamptz not null,
  -- Null until the first code proved that the device has the secret.
  confirmed_at timestamptz,
  -- The last time step a code was taken for: none serves twice.
  last_step bigint not null default 0
);

-- Passkeys (WebAuthn level 2): public keys only.
-- citus: local person_passkey
create table person_passkey (
  credential_id text primary key,
  person_id uuid not null references person (id),
  public_key bytea not null,
  sign_count bigint not null,
  transports text[] not null,
  label text not null check (length(label) between 1 and 100),
  is_backed_up boolean not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index person_passkey_person on person_passkey (person_id);

-- Accounts of an identity provider that belong to people here.
-- citus: local person_federated
create table person_federated (
  issuer text not null,
  subject text not null,
  person_id uuid not null references person (id),
  created_at timestamptz not null,
  primary key (issuer, subject)
);
create index person_federated_person on person_federated (person_id);
