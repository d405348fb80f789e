-- last-attempt: the most recent attempt of a job, or none.
SELECT * FROM attempts WHERE job = $seq ORDER BY number DESC LIMIT 1;
