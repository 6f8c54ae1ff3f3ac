-- Worklists in their orders without sorting every open case: by due day (none stands behind all), by receipt, by number.
-- The columns besides let filters and the total be answered from the index alone.
create index application_open_due on application (division_code, (coalesce(due_on, date '9999-12-31')), id)
  include (organ_code, state, applicant_category, channel, assignee_id, received_on) where closed_on is null;
create index application_open_organ on application (division_code, organ_code, (coalesce(due_on, date '9999-12-31')), id)
  include (state, applicant_category, channel, assignee_id, received_on) where closed_on is null;
create index application_by_receipt on application (division_code, (coalesce(received_on, submitted_on)), id);
create index application_by_number on application (division_code, number, id);
create index application_by_closing on application (division_code, (coalesce(closed_on, date '9999-12-31')), id);
-- A search looks through the latest.
create index application_by_submission on application (division_code, submitted_on desc, id);
