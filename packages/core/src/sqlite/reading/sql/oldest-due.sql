-- oldest-due: since when the pending job that waits longest has been due, and there.
SELECT max(run_at, created_at) AS since FROM jobs WHERE state = 'pending' ORDER BY max(run_at, created_at) LIMIT 1;
