-- add-output: one chunk of an attempt's output.
INSERT INTO output (job, attempt, stream, offset, at, bytes) VALUES ($seq, $attempt, $stream, $offset, $at, $bytes);
