-- next-retry: when the next failed job becomes due.
SELECT run_at FROM jobs WHERE state = 'failed' ORDER BY run_at LIMIT 1;
