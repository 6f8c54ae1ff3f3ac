-- Who handles an application; null while nobody does. The history says who decided so and when.
alter table application add column assignee_id uuid references person (id);
create index application_assignee on application (division_code, assignee_id, due_on, id) where assignee_id is not null and closed_on is null;

-- citus: distribute application_assignment on division_code
create table application_assignment (
  division_code char(6) not null,
  application_id uuid not null,
  sequence integer not null,
  kind text not null check (kind in ('assigned', 'taken', 'released')),
  -- Whose it is from then on; null when released.
  person_id uuid references person (id),
  reason text not null check (length(reason) <= 200),
  recorded_at timestamptz not null,
  recorded_by_id uuid not null references person (id),
  recorded_by text not null,
  check ((kind = 'released') = (person_id is null)),
  primary key (division_code, application_id, sequence),
  foreign key (division_code, application_id) references application (division_code, id)
);
revoke update, delete, truncate on application_assignment from current_user;

-- 协办: another organ, or a colleague, is asked for a part of the work. What is asked and answered is sealed with the
-- application's data key, since it tells of what an applicant wants; whoever is asked sees no applicant.
-- citus: distribute co_handling on division_code
create table co_handling (
  division_code char(6) not null,
  id uuid not null,
  application_id uuid not null,
  organ_code text not null,
  -- The colleague asked; null where the organ decides itself.
  person_id uuid references person (id),
  matter_sealed bytea not null,
  respond_by date,
  asked_at timestamptz not null,
  asked_by_id uuid not null references person (id),
  asked_by text not null,
  answer_sealed bytea,
  answered_at timestamptz,
  answered_by text,
  -- No longer needed.
  ended_at timestamptz,
  check ((answered_at is null) = (answer_sealed is null)),
  primary key (division_code, id),
  foreign key (division_code, application_id) references application (division_code, id),
  foreign key (division_code, organ_code) references organ (division_code, code)
);
create index co_handling_application on co_handling (division_code, application_id);
create index co_handling_open on co_handling (division_code, organ_code, respond_by) where answered_at is null and ended_at is null;
create index co_handling_person on co_handling (division_code, person_id) where answered_at is null and ended_at is null;
