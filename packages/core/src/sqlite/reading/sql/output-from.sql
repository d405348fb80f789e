-- output-from: the next chunks of one stream of one attempt, from the one that carries the byte `from`, or from the next behind it.
SELECT o.cursor, o.stream, o.offset, o.at, o.bytes
  FROM jobs j JOIN output o ON o.job = j.seq
 WHERE j.id = $id AND o.attempt = $attempt AND o.stream = $stream
   AND o.offset >= coalesce((SELECT max(p.offset) FROM output p
                              WHERE p.job = j.seq AND p.attempt = $attempt AND p.stream = $stream AND p.offset <= $from), 0)
 ORDER BY o.offset LIMIT $limit;
