-- Counted from one, in years that can be; a document that another one ended has ended.
alter table unified_number_series add constraint unified_number_series_year check (year between 1949 and 9999);
alter table normative_document add constraint normative_document_ended_by check (ended_by is null or ended_on is not null);
