-- has-snapshot: whether these ten seconds have their snapshot.
SELECT 1 AS taken FROM history WHERE at = $at;
