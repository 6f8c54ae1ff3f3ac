-- Who asked and what they asked for are sealed with a data key of the application's own (platform/protection); the
-- fingerprint finds applications of the same applicant without opening any.
-- No version was released with names in the open; a trial database of that time holds them in its log and dead rows, where
-- no migration reaches, so it is refused rather than half cleaned.
do $$
begin
  if exists (select from application) then
    raise exception 'this trial database holds applicants'' names in the open; build it anew in an empty folder';
  end if;
end $$;
alter table application
  drop column applicant_name,
  drop column subject,
  add column applicant_name_sealed bytea not null,
  add column subject_sealed bytea not null,
  -- Null once the key was erased.
  add column applicant_fingerprint bytea;
create index application_applicant on application (division_code, applicant_fingerprint, received_on)
  where applicant_fingerprint is not null;
