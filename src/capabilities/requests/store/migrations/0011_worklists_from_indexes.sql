-- A page's ids and its total are read from an index alone: due_on stands in it besides the expression it is ordered by, or
-- every row would be fetched to be filtered. What is closed has an index of its own, so that newest first does not begin
-- behind every open case.
drop index application_open_due;
create index application_open_due on application (division_code, (coalesce(due_on, date '9999-12-31')), id)
  include (organ_code, state, applicant_category, channel, assignee_id, received_on, due_on, outcome)
  where closed_on is null;
-- An organ's open cases are few enough to be sorted; so this one holds what every order goes by.
drop index application_open_organ;
create index application_open_organ on application (division_code, organ_code, (coalesce(due_on, date '9999-12-31')), id)
  include (state, applicant_category, channel, assignee_id, received_on, due_on, outcome, submitted_on, number)
  where closed_on is null;
drop index application_by_closing;
create index application_by_closing on application (division_code, (coalesce(closed_on, date '9999-12-31')), id)
  include (organ_code, state, applicant_category, channel, assignee_id, received_on, due_on, outcome, closed_on)
  where closed_on is not null;
drop index application_by_receipt;
create index application_by_receipt on application (division_code, (coalesce(received_on, submitted_on)), id)
  include (organ_code, state, applicant_category, channel, assignee_id, received_on, submitted_on, due_on, outcome, closed_on);
