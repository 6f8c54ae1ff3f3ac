-- The ceremonies there are (sessions/challenges.ts); a new one needs a migration.
alter table sign_in_challenge
  add constraint sign_in_challenge_kind check (kind in ('second-step', 'passkey-registration', 'passkey-sign-in', 'single-sign-on'));
