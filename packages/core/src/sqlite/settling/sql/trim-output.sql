-- trim-output: deletes the chunks of a stream that begin behind its head and end before its tail.
DELETE FROM output
 WHERE job = $seq AND attempt = $attempt AND stream = $stream
   AND offset >= $headEnd AND offset < $tailStart AND offset + length(bytes) <= $tailStart;
