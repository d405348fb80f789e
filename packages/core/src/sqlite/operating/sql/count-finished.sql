-- count-finished: how many jobs in one state finished before an instant.
SELECT count(*) AS jobs FROM jobs WHERE state = $state AND finished_at < $before;
