-- Records are added, never changed: not even the owner of the table, which the application usually is, may do so.
-- (A superuser, as on the embedded database, is not held by this.)
revoke update, delete, truncate on annual_report from current_user;
