-- list-reverse: a page of all jobs behind `after`, the newest first.
SELECT * FROM jobs WHERE seq < $after ORDER BY seq DESC LIMIT $limit;
