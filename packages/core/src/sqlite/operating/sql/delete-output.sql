-- delete-output: removes some of a job's output.
DELETE FROM output WHERE cursor IN (SELECT cursor FROM output WHERE job = $seq LIMIT $limit);
