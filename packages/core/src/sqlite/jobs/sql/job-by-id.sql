-- job-by-id: one job, or none.
SELECT * FROM jobs WHERE id = $id;
