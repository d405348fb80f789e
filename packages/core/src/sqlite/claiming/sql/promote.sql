-- promote: makes a due job pending.
UPDATE jobs SET state = 'pending', updated_at = $now WHERE seq = $seq AND (state = 'scheduled' OR state = 'failed');
