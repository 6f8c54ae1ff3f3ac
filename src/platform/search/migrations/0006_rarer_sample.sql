-- Every 4096th entry, for what stands in hundreds of thousands: 规定, 管理.
create index search_entry_title_terms_4096 on search_entry using gin (title_terms) where right(id::text, 3) = '000';
create index search_entry_words_4096 on search_entry using gin (words) where right(id::text, 3) = '000';
create index search_entry_pairs_4096 on search_entry using gin (pairs) where right(id::text, 3) = '000';
