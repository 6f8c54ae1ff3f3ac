-- The answer to a request to correct own records is a letter: reviewed and signed by others than its author, numbered in the
-- series of replies, kept as it was issued. Its course stands in records_correction_event.
-- citus: distribute records_correction_letter on division_code
create table records_correction_letter (
  division_code char(6) not null,
  correction_id uuid not null,
  organ_code text not null,
  number text not null,
  issued_on date not null,
  -- The letter's words as they were issued, and keys of its files, sealed with the request's data key.
  issued_words bytea not null,
  pdf_address text not null,
  pdf_key bytea not null,
  pdf_hash text not null,
  docx_address text not null,
  docx_key bytea not null,
  docx_hash text not null,
  primary key (division_code, correction_id),
  unique (division_code, organ_code, number),
  foreign key (division_code, correction_id) references records_correction (division_code, id)
);
revoke update, delete, truncate on records_correction_letter from current_user;

-- With number and 查询码 the applicant follows the request on the portal; null where none was given out.
alter table records_correction
  add column access_code_index bytea,
  -- A legal person or other organisation is addressed as 你单位.
  add column is_organisation boolean not null default false;

-- Closed sets of the rules (test/architecture/closed-sets.test.ts compares them with the program's).
alter table records_correction_event
  add constraint records_correction_event_sequence check (sequence >= 1),
  add constraint records_correction_event_kind check (kind in (
    'received', 'evidence-requested', 'evidence-given', 'verified', 'letter-drafted', 'letter-submitted',
    'letter-reviewed', 'letter-returned', 'answered', 'served', 'withdrawn'));
alter table records_correction add constraint records_correction_event_count check (event_count >= 1);
alter table case_letter
  add constraint case_letter_kind check (kind in (
    'L01', 'L02', 'L03', 'L04', 'L05', 'L06', 'L07', 'L08', 'L09', 'L10', 'L11', 'L12', 'L13', 'L14', 'L15', 'L17', 'L18')),
  add constraint case_letter_version check (version >= 1);
alter table case_letter_step add constraint case_letter_step_step check (step in (
  'drafted', 'edited', 'submitted', 'reviewed', 'legal-reviewed', 'returned', 'issued', 'served', 'discarded'));
alter table number_series add constraint number_series_series check (series in (
  'application', 'letter-reply', 'letter-notice', 'records-correction'));
alter table fee_entry
  add constraint fee_entry_items_before check (items_before >= 0),
  add constraint fee_entry_quantity check (quantity >= 0),
  add constraint fee_entry_amount check (amount_yuan >= 0);
