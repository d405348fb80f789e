-- drop-staged: forgets what was laid aside.
DROP TABLE temp.staged;
