-- delete-job: removes a job, whose attempts must be gone, unless it is being executed.
DELETE FROM jobs WHERE seq = $seq AND state <> 'processing' RETURNING queue, state;
