-- How far the text of a file is: 'unread' ones are what the extraction job looks for, so that it goes on where it was stopped.
-- 'scan' waits for text recognition (tesseract), which may be installed later; 'recognised' came from it.
alter table publication_attachment add column text_state text not null default 'unread'
  check (text_state in ('unread', 'read', 'recognised', 'scan', 'none', 'failed'));
-- A file that ends the program each time it is read is given up.
alter table publication_attachment add column text_attempts smallint not null default 0 check (text_attempts >= 0);
create index publication_attachment_unread on publication_attachment (division_code, text_state, added_at, id) where text_state in ('unread', 'scan');
