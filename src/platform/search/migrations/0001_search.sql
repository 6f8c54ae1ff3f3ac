-- What search finds: an entry for each public page, written with the page and removed with it. The vectors are made by the
-- program (Chinese has no spaces, and no server extension is asked for); see docs/adr/0030-search.md.
-- citus: distribute search_entry on division_code
create table search_entry (
  division_code char(6) not null,
  id uuid not null,
  kind text not null,
  -- Path inside the portal.
  address text not null,
  title text not null,
  number text,
  organ_code text not null,
  category text,
  theme text,
  genre text,
  validity text,
  in_force boolean not null,
  published_on date not null,
  year integer not null,
  body text not null,
  -- Words and character pairs of title, number and keywords; words of the body with their first places; pairs of the body.
  title_terms tsvector not null,
  words tsvector not null,
  pairs tsvector not null,
  primary key (division_code, id)
);
create index search_entry_title_terms on search_entry using gin (title_terms);
create index search_entry_words on search_entry using gin (words);
create index search_entry_pairs on search_entry using gin (pairs);
create index search_entry_newest on search_entry (division_code, published_on desc, id);
