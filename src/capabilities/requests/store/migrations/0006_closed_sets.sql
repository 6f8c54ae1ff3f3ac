-- Closed sets of the rules as constraints, and what counts from one; test/architecture/closed-sets.test.ts compares them
-- with the program's. A new value of a set needs a migration.
alter table application
  add constraint application_state check (state in (
    'submitted', 'processing', 'awaiting-correction', 'correction-lapsed', 'suspended', 'awaiting-payment',
    'payment-lapsed', 'closed')),
  add constraint application_outcome check (outcome in (
    'ALREADY_PUBLIC', 'GRANTED', 'PARTIAL', 'DENIED_STATE_SECRET', 'DENIED_LAW', 'DENIED_SECURITY',
    'DENIED_THIRD_PARTY', 'DENIED_INTERNAL', 'DENIED_PROCESS', 'DENIED_CASE_FILE', 'SPECIAL_QUERY', 'NOT_EXIST',
    'NOT_THIS_AGENCY', 'NEEDS_CREATION', 'STILL_UNCLEAR', 'PETITION', 'REPEAT', 'PUBLICATION', 'EXCESSIVE',
    'CONFIRM_REISSUE', 'ABANDONED_CORRECTION', 'FEE_UNPAID', 'WITHDRAWN', 'OTHER')),
  add constraint application_report_row check (report_row in (
    'denied_1', 'denied_2', 'denied_3', 'denied_4', 'denied_5', 'denied_6', 'denied_7', 'denied_8', 'granted',
    'other_1', 'other_2', 'other_3', 'partial', 'rejected_1', 'rejected_2', 'rejected_3', 'rejected_4', 'rejected_5',
    'unable_1', 'unable_2', 'unable_3')),
  add constraint application_remedy_class check (remedy_class in (
    'reconsideration-first', 'reconsideration-first-for-withheld', 'choice', 'none')),
  add constraint application_closed check ((state = 'closed') = (closed_on is not null)),
  add constraint application_event_count check (event_count >= 0);

alter table application_event
  add constraint application_event_sequence check (sequence >= 1),
  add constraint application_event_kind check (kind in (
    'submitted', 'received', 'correction-requested', 'corrected', 'consultation-sent', 'consultation-answered',
    'notice-delivered', 'extended', 'reasons-requested', 'reasons-given', 'delayed', 'fee-notified', 'fee-paid',
    'withdrawn', 'replied', 'served', 'reanswer-ordered', 'reanswered'));

alter table number_series
  add constraint number_series_last_number check (last_number >= 1),
  add constraint number_series_year check (year between 2008 and 9999),
  add foreign key (division_code, organ_code) references organ (division_code, code);

alter table organ_guide add constraint organ_guide_version check (version >= 1);
alter table application_file
  add constraint application_file_position check (position >= 0),
  add constraint application_file_bytes check (bytes >= 0);
alter table case_decision
  add constraint case_decision_version check (version >= 1),
  add constraint case_decision_outcome check (outcome in (
    'ALREADY_PUBLIC', 'GRANTED', 'PARTIAL', 'DENIED_STATE_SECRET', 'DENIED_LAW', 'DENIED_SECURITY',
    'DENIED_THIRD_PARTY', 'DENIED_INTERNAL', 'DENIED_PROCESS', 'DENIED_CASE_FILE', 'SPECIAL_QUERY', 'NOT_EXIST',
    'NOT_THIS_AGENCY', 'NEEDS_CREATION', 'STILL_UNCLEAR', 'PETITION', 'REPEAT', 'PUBLICATION', 'EXCESSIVE',
    'CONFIRM_REISSUE', 'ABANDONED_CORRECTION', 'FEE_UNPAID', 'WITHDRAWN', 'OTHER'));
alter table case_entry add constraint case_entry_sequence check (sequence >= 1);
alter table case_letter_step add constraint case_letter_step_sequence check (sequence >= 1);
alter table letter_template_version add constraint letter_template_version_version check (version >= 1);
alter table organ_letter_setting add constraint organ_letter_setting_version check (version >= 1);
