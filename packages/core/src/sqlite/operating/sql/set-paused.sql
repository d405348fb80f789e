-- set-paused: pauses or resumes a queue. Changes nothing when there is none of this name.
UPDATE queues SET paused = $paused WHERE name = $name;
