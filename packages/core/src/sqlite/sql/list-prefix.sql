-- list-prefix: a page of the jobs whose ids begin with `prefix`, in the order of ids, behind the id `after`.
SELECT * FROM jobs WHERE id >= $prefix AND id < $end AND id > $after ORDER BY id LIMIT $limit;
