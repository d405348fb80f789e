-- next-snapshot: the first snapshot that was taken at a moment or after it.
SELECT totals FROM history WHERE at >= $at ORDER BY at LIMIT 1;
