-- config: what was set.
SELECT key, value FROM config;
