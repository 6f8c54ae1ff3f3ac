-- What a case attacks and from when its clocks run; the columns beside the events are folded from them.
alter table remedy_case
  add column attacked text not null default 'reply' check (attacked in ('reply', 'inaction', 'reanswer', 'proactive')),
  -- 复议机关 or court.
  add column body text not null default '',
  -- The day from which the time to apply or sue runs; null where it is not known.
  add column known_on date,
  add column remedy_told boolean not null default true,
  -- The reconsideration a suit follows.
  add column preceding_case_id uuid,
  add column state text not null default 'filed'
    check (state in ('filed', 'correcting', 'accepted', 'suspended', 'concluded', 'appealed')),
  -- Somebody still has to do with it: pending, to be answered anew, or open to appeal until attended_until.
  add column attended boolean not null default true,
  add column attended_until date,
  -- Guards against two people recording at once.
  add column event_count integer not null default 0,
  add foreign key (division_code, preceding_case_id) references remedy_case (division_code, id);
update remedy_case c set
  event_count = (select count(*) from remedy_event e where e.division_code = c.division_code and e.case_id = c.id),
  state = case when concluded_on is not null then 'concluded' else 'filed' end,
  attended = concluded_on is null;
update remedy_case c set state = 'accepted'
  where concluded_on is null and exists (
    select 1 from remedy_event e where e.division_code = c.division_code and e.case_id = c.id and e.kind = 'accepted');
create index remedy_case_attended on remedy_case (division_code, organ_code, id) where attended;
create index remedy_case_application on remedy_case (division_code, application_id) where application_id is not null;

-- What a case taught: kept for the office's own work, never changed, only added to.
-- citus: distribute remedy_lesson on division_code
create table remedy_lesson (
  division_code char(6) not null,
  case_id uuid not null,
  sequence integer not null,
  topic text not null check (topic in ('facts', 'law', 'procedure', 'limits', 'reasons', 'service', 'other')),
  lesson text not null check (length(lesson) between 1 and 1000),
  measure text not null check (length(measure) <= 1000),
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (division_code, case_id, sequence),
  foreign key (division_code, case_id) references remedy_case (division_code, id)
);
revoke update, delete, truncate on remedy_lesson from current_user;
