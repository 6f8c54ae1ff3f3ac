-- A search reads some thousand entries to count facets and to order hits, but the vectors and texts of only a few: those stand
-- apart, and what every candidate is asked for stays small and together. Holds for what is written from now on.
alter table search_entry
  alter column kind set storage main,
  alter column address set storage main,
  alter column title set storage main,
  alter column number set storage main,
  alter column organ_code set storage main,
  alter column category set storage main,
  alter column theme set storage main,
  alter column genre set storage main,
  alter column validity set storage main;
alter table search_entry set (toast_tuple_target = 128);
