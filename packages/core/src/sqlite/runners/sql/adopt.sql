-- adopt: moves a dead runner's leases to a living one. Returns the jobs.
UPDATE jobs SET runner = $by, updated_at = $now WHERE runner = $dead RETURNING *;
