-- list-state-reverse: a page of the jobs in one state behind `after`, the newest first.
SELECT * FROM jobs WHERE state = $state AND seq < $after ORDER BY seq DESC LIMIT $limit;
