-- list-prefix: the numbers of a page of the jobs whose ids lie between two texts, in the order of ids.
SELECT seq FROM jobs WHERE id >= $from AND id < $end ORDER BY id LIMIT $limit;
