-- Whoever keeps what was opened in memory asks what came since and whose key was erased, without reading every key.
create index data_key_made on data_key (division_code, subject_kind, created_at, subject_id);
create index data_key_erased on data_key (division_code, subject_kind, subject_id) where wrapped_key is null;
