-- moved: where a job is now.
SELECT queue, state FROM jobs WHERE seq = $seq;
