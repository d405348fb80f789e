-- configure: sets a key.
INSERT INTO config (key, value, updated_at) VALUES ($key, $text, $now)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at;
