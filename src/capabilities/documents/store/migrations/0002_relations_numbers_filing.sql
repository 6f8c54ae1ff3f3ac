-- What one document does to another. Never changed nor deleted: a relation is part of both documents' history.
-- citus: distribute normative_document_relation on division_code
create table normative_document_relation (
  division_code char(6) not null,
  from_id uuid not null,
  to_id uuid not null,
  relation text not null check (relation in ('amend', 'repeal', 'replace', 'implement', 'interpret')),
  on_date date not null,
  note text,
  check (from_id <> to_id),
  primary key (division_code, from_id, to_id, relation),
  foreign key (division_code, from_id) references normative_document (division_code, id),
  foreign key (division_code, to_id) references normative_document (division_code, id)
);
create index normative_document_relation_to on normative_document_relation (division_code, to_id);

-- The last number of each series and year; raised in the transaction that registers, so a number that was not used is not lost.
-- citus: distribute unified_number_series on division_code
create table unified_number_series (
  division_code char(6) not null,
  series text not null,
  year integer not null,
  last_number integer not null check (last_number >= 1),
  primary key (division_code, series, year)
);
create unique index normative_document_unified on normative_document (division_code, unified_number) where unified_number is not null;
create index normative_document_expiry on normative_document (division_code, expires_on) where ended_on is null and expires_on is not null;

-- Legal review before deliberation and filing after publication, a row for each.
-- citus: distribute normative_document_step on division_code
create table normative_document_step (
  division_code char(6) not null,
  document_id uuid not null,
  kind text not null check (kind in ('legal-review', 'consultation', 'deliberation', 'filing', 'evaluation')),
  on_date date not null,
  by_organ text not null,
  conclusion text not null,
  address text,
  primary key (division_code, document_id, kind, on_date),
  foreign key (division_code, document_id) references normative_document (division_code, id)
);

-- A clean-up campaign and what it decided of each document.
-- citus: distribute clean_up on division_code
create table clean_up (
  division_code char(6) not null,
  id uuid not null,
  title text not null,
  decided_on date not null,
  decided_by text not null,
  primary key (division_code, id)
);
-- citus: distribute clean_up_result on division_code
create table clean_up_result (
  division_code char(6) not null,
  clean_up_id uuid not null,
  document_id uuid not null,
  result text not null check (result in ('keep', 'amend', 'repeal', 'declare-lapsed')),
  reason text not null,
  primary key (division_code, clean_up_id, document_id),
  foreign key (division_code, clean_up_id) references clean_up (division_code, id),
  foreign key (division_code, document_id) references normative_document (division_code, id)
);
