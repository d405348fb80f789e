-- next-scheduled: when the next scheduled job becomes due.
SELECT run_at FROM jobs WHERE state = 'scheduled' ORDER BY run_at LIMIT 1;
