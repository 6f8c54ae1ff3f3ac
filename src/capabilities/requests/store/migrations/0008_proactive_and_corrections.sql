-- 条例 Art. 44: a suggestion to disclose proactively what was applied for, by an applicant or by the office itself.
-- citus: distribute proactive_suggestion on division_code
create table proactive_suggestion (
  division_code char(6) not null,
  id uuid not null,
  organ_code text not null,
  application_id uuid not null,
  -- `applicants`: several asked for the same; `applicant`: one suggested it; `office`: the office's own thought.
  source text not null check (source in ('applicants', 'applicant', 'office')),
  -- Title as the public would read it: without anything of the applicant's own words.
  title text not null check (length(title) between 1 and 200),
  reason text not null check (length(reason) between 1 and 500),
  applications integer not null check (applications >= 1),
  suggested_on date not null,
  suggested_by text not null,
  state text not null default 'suggested' check (state in ('suggested', 'accepted', 'declined')),
  decided_on date,
  decided_by text,
  opinion text,
  publication_id uuid,
  check ((state = 'suggested') = (decided_on is null)),
  check ((state = 'accepted') = (publication_id is not null)),
  primary key (division_code, id),
  foreign key (division_code, organ_code) references organ (division_code, code),
  foreign key (division_code, application_id) references application (division_code, id)
);
create unique index proactive_suggestion_open on proactive_suggestion (division_code, application_id) where state = 'suggested';
create index proactive_suggestion_organ on proactive_suggestion (division_code, organ_code, state, suggested_on);

-- 条例 Art. 41: records of the person's own that are not accurate. A course of its own: it is no application for disclosure
-- and counts in no table of the annual report. Who asks and what for are sealed with a data key of its own.
-- citus: distribute records_correction on division_code
create table records_correction (
  division_code char(6) not null,
  id uuid not null,
  organ_code text not null,
  number text not null,
  applicant_name_sealed bytea not null,
  record_sealed bytea not null,
  requested_sealed bytea not null,
  evidence_sealed bytea not null,
  received_on date not null,
  -- Set by the organ for itself: the Regulation names no period.
  answer_by date,
  state text not null default 'open' check (state in ('open', 'closed')),
  outcome text check (outcome in ('corrected', 'refused', 'transferred', 'redirected', 'withdrawn')),
  closed_on date,
  event_count integer not null,
  check ((state = 'closed') = (outcome is not null and closed_on is not null)),
  primary key (division_code, id),
  unique (division_code, organ_code, number),
  foreign key (division_code, organ_code) references organ (division_code, code)
);
create index records_correction_open on records_correction (division_code, organ_code, answer_by) where state = 'open';

-- citus: distribute records_correction_event on division_code
create table records_correction_event (
  division_code char(6) not null,
  correction_id uuid not null,
  sequence integer not null,
  kind text not null,
  occurred_on date not null,
  -- The event's own fields, sealed: findings tell of the person's records.
  content_sealed bytea not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (division_code, correction_id, sequence),
  foreign key (division_code, correction_id) references records_correction (division_code, id)
);
revoke update, delete, truncate on records_correction_event from current_user;
