-- Accounts of applicants, which nobody needs: number and code of the receipt serve as well. The sign-in name and the
-- particulars to fill forms with are sealed with a data key of the account's own; erasing it fulfils a deletion
-- (个人信息保护法 Art. 47) without touching the applications, which are records of the organ.
-- citus: distribute applicant_account on division_code
create table applicant_account (
  division_code char(6) not null,
  id uuid not null,
  -- Keyed fingerprint of the sign-in name.
  name_index bytea not null,
  name_sealed bytea not null,
  password_hash text not null,
  -- Null until the applicant asks for it.
  particulars_sealed bytea,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (division_code, id),
  unique (division_code, name_index)
);

-- citus: distribute applicant_account_session on division_code
create table applicant_account_session (
  division_code char(6) not null,
  token_hash text not null,
  account_id uuid not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (division_code, token_hash),
  foreign key (division_code, account_id) references applicant_account (division_code, id)
);
create index applicant_account_session_account on applicant_account_session (division_code, account_id);
create index applicant_account_session_expiry on applicant_account_session (division_code, expires_at);

-- Which applications an account follows: made while signed in, or added by number and code.
-- citus: distribute applicant_account_application on division_code
create table applicant_account_application (
  division_code char(6) not null,
  account_id uuid not null,
  application_id uuid not null,
  added_at timestamptz not null,
  primary key (division_code, account_id, application_id),
  foreign key (division_code, account_id) references applicant_account (division_code, id),
  foreign key (division_code, application_id) references application (division_code, id)
);
create index applicant_account_application_case on applicant_account_application (division_code, application_id);
