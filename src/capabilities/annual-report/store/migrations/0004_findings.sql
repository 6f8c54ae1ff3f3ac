-- What the checks told whoever published a version (warnings and hints); versions published before have none on record.
alter table annual_report add column findings jsonb not null default '[]' check (jsonb_typeof(findings) = 'array');
