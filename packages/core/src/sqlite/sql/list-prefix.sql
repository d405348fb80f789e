-- list-prefix: a page of the jobs whose ids lie between two texts, in the order of ids.
SELECT * FROM jobs WHERE id >= $from AND id < $end ORDER BY id LIMIT $limit;
