-- runners: all that are registered, the oldest first.
SELECT * FROM runners ORDER BY started_at, id;
