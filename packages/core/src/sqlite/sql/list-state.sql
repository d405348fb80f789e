-- list-state: a page of the jobs in one state behind `after`, the oldest first.
SELECT * FROM jobs WHERE state = $state AND seq > $after ORDER BY seq ASC LIMIT $limit;
