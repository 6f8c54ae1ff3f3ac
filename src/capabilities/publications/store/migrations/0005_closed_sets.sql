-- Why an item was withdrawn: the kinds of rules/withdrawal.ts and nothing else.
alter table publication
  add constraint publication_withdrawal_kind check (withdrawal_kind in ('secrecy', 'third-party-rights', 'inaccurate', 'superseded', 'decision-reversed', 'published-in-error'));
