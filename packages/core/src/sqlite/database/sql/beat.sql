-- beat: this store has lived on.
UPDATE store SET beats = beats + 1;
