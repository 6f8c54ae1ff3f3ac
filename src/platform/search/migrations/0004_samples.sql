-- Facets stand in the vectors, so that one index answers words and facets at once (docs/adr/0095-search-by-samples.md).
update search_entry set
  title_terms = title_terms || array_to_tsvector(array_remove(array['@k:' || kind, '@o:' || organ_code, '@y:' || year, '@t:' || theme, '@g:' || genre, '@v:' || validity], null)),
  words = words || array_to_tsvector(array_remove(array['@k:' || kind, '@o:' || organ_code, '@y:' || year, '@t:' || theme, '@g:' || genre, '@v:' || validity], null)),
  pairs = pairs || array_to_tsvector(array_remove(array['@k:' || kind, '@o:' || organ_code, '@y:' || year, '@t:' || theme, '@g:' || genre, '@v:' || validity], null));

-- Every sixteenth and every 256th entry by the end of its id, which is random or a hash: what is said very often is counted
-- and ranked among these, since reading every place of a common word is what makes a search slow.
create index search_entry_title_terms_16 on search_entry using gin (title_terms) where right(id::text, 1) = '0';
create index search_entry_words_16 on search_entry using gin (words) where right(id::text, 1) = '0';
create index search_entry_pairs_16 on search_entry using gin (pairs) where right(id::text, 1) = '0';
create index search_entry_title_terms_256 on search_entry using gin (title_terms) where right(id::text, 2) = '00';
create index search_entry_words_256 on search_entry using gin (words) where right(id::text, 2) = '00';
create index search_entry_pairs_256 on search_entry using gin (pairs) where right(id::text, 2) = '00';
