-- output-stream: the next chunks of one stream of one attempt, in the order of shipping.
SELECT o.cursor, o.stream, o.offset, o.at, o.bytes
  FROM jobs j JOIN output o ON o.job = j.seq
 WHERE j.id = $id AND o.attempt = $attempt AND +o.stream = $stream AND o.cursor > $after
 ORDER BY o.cursor LIMIT $limit;
