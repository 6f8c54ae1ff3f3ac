-- A file is seen from the edition that released it to the last one that had it. Files of a draft have no first edition yet;
-- illustrations stand in the text and are not listed; sources are what a text was imported from and never seen outside.
alter table publication_attachment add column purpose text not null default 'attachment' check (purpose in ('attachment', 'illustration', 'source'));
alter table publication_attachment add column from_edition integer;
alter table publication_attachment add column until_edition integer;
-- The draft leaves it out; it goes with the next edition.
alter table publication_attachment add column is_leaving boolean not null default false;
-- Why its text could not be read, for the office; the file is kept all the same.
alter table publication_attachment add column unreadable text;
update publication_attachment attachment set from_edition = publication.edition
  from publication
  where publication.division_code = attachment.division_code and publication.id = attachment.publication_id and publication.edition is not null;
create index publication_redirect_publication on publication_redirect (division_code, publication_id);

-- The printed issue, as it was set when it came out; issues taken over from elsewhere have none and are set on demand.
-- citus: distribute gazette_file on division_code
create table gazette_file (
  division_code char(6) not null,
  organ_code text not null,
  year integer not null,
  number integer not null,
  content bytea not null,
  sha256 char(64) not null,
  pages integer not null,
  primary key (division_code, organ_code, year, number),
  foreign key (division_code, organ_code, year, number) references gazette_issue (division_code, organ_code, year, number)
);
