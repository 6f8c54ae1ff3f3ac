-- 规章 and 行政规范性文件 with their legal validity, which is neither web visibility nor a report row.
-- citus: distribute normative_document on division_code
create table normative_document (
  division_code char(6) not null,
  id uuid not null,
  organ_code text not null,
  kind text not null check (kind in ('rule', 'normative-document')),
  title text not null,
  document_number text not null,
  unified_number text,
  issued_on date not null,
  effective_on date not null,
  expires_on date,
  status text not null check (status in ('in-force', 'amended', 'repealed', 'lapsed', 'suspended')),
  -- Day from which it is no longer in force, and the document that ended it.
  ended_on date,
  ended_by uuid,
  check ((status in ('repealed', 'lapsed')) = (ended_on is not null)),
  check (ended_on is null or ended_on >= issued_on),
  primary key (division_code, id),
  unique (division_code, organ_code, document_number),
  foreign key (division_code, organ_code) references organ (division_code, code),
  foreign key (division_code, ended_by) references normative_document (division_code, id)
);
create index normative_document_issued on normative_document (division_code, organ_code, kind, issued_on, id);
create index normative_document_ended on normative_document (division_code, organ_code, kind, ended_on, id);
