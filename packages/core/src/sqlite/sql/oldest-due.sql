-- oldest-due: when the pending job that has waited longest became due.
SELECT run_at FROM jobs WHERE state = 'pending' ORDER BY run_at LIMIT 1;
