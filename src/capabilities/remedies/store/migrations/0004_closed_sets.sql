-- Closed sets of the rules as constraints; test/architecture/closed-sets.test.ts compares them with the program's.
alter table remedy_event
  add constraint remedy_event_sequence check (sequence >= 1),
  add constraint remedy_event_kind check (kind in (
    'filed', 'correction-requested', 'corrected', 'accepted', 'copy-received', 'answered', 'suspended', 'resumed',
    'extended', 'concluded', 'appealed', 'appeal-concluded'));
alter table remedy_case add constraint remedy_case_event_count check (event_count >= 0);
alter table remedy_lesson add constraint remedy_lesson_sequence check (sequence >= 1);
