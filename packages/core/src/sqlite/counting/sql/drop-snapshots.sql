-- drop-snapshots: forgets what is old, and what is yet to come: the clock was set back.
DELETE FROM history WHERE at < $before OR at > $after;
