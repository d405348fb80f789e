-- delete-attempt-output: removes some of an attempt's output.
DELETE FROM output WHERE cursor IN (SELECT cursor FROM output WHERE job = $seq AND attempt = $attempt LIMIT $limit);
