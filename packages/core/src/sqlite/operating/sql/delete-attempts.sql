-- delete-attempts: removes some of a job's attempts, whose output must be gone.
DELETE FROM attempts WHERE job = $seq AND number IN (SELECT number FROM attempts WHERE job = $seq LIMIT $limit);
