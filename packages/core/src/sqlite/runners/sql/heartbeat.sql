-- heartbeat: a runner's proof of life.
UPDATE runners SET heartbeat_at = $now WHERE id = $id;
