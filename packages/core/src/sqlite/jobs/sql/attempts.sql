-- attempts: all attempts of a job, the oldest first.
SELECT a.* FROM jobs j JOIN attempts a ON a.job = j.seq WHERE j.id = $id ORDER BY a.number;
