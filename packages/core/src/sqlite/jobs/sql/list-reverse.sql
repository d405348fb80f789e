-- list-reverse: the numbers of a page of all jobs behind `after`, the newest first.
SELECT seq FROM jobs WHERE seq < $after ORDER BY seq DESC LIMIT $limit;
