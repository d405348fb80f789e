-- staged-conflict: the first job laid aside whose id is taken, and by which one before it, if not by another call's job.
SELECT id, place - 1 AS "index", earlier - 1 AS earlier
  FROM (SELECT rowid AS place, id, lag(rowid) OVER (PARTITION BY id ORDER BY rowid) AS earlier FROM temp.staged) staged
 WHERE earlier IS NOT NULL OR EXISTS (SELECT 1 FROM jobs WHERE id = staged.id AND enqueue_nonce <> $nonce)
 ORDER BY place LIMIT 1;
