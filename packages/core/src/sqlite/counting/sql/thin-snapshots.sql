-- thin-snapshots: between two moments, keeps the first snapshot of each minute.
DELETE FROM history
 WHERE at >= $from AND at < $until
   AND EXISTS (SELECT 1 FROM history earlier
                WHERE earlier.at >= history.at - history.at % 60000 AND earlier.at < history.at);
