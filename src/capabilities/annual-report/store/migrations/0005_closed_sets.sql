-- The parts a person writes; reports exist since the first Regulation came into force in 2008; a hash is 64 hex digits.
alter table annual_report
  add constraint annual_report_year check (year between 2008 and 9999),
  add constraint annual_report_sha256 check (sha256 ~ '^[0-9a-f]{64}$');
alter table annual_report_submission
  add constraint annual_report_submission_year check (year between 2008 and 9999),
  add constraint annual_report_submission_sha256 check (sha256 ~ '^[0-9a-f]{64}$');
alter table annual_report_text
  add constraint annual_report_text_year check (year between 2008 and 9999),
  add constraint annual_report_text_part check (part in ('problems', 'others'));
