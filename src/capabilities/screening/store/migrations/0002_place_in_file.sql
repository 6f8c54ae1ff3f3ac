-- Where in a file the place is, as people look it up: page, sheet and cell, paragraph; null for pages of the site.
alter table screening_finding add column file_place text;
