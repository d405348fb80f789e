-- unconfigure: sets a key back to its default.
DELETE FROM config WHERE key = $key;
