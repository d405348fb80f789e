-- Version 6: a store knows itself, and so a copy of it.
-- One row. The file that the identity belongs to is noted by the first runner; NULL: none has been here yet.
CREATE TABLE store (
  identity TEXT NOT NULL,
  device TEXT,
  inode TEXT,
  born TEXT, -- when the file was created, in nanoseconds; '0' where the file system does not tell
  boot TEXT, -- the boot id under which the device had this number
  beats INTEGER NOT NULL DEFAULT 0 -- only ever rises
) STRICT;

INSERT INTO store (identity) VALUES (lower(hex(randomblob(8))));

-- The identity under which a runner works: that of its store when it registered.
ALTER TABLE runners ADD COLUMN store TEXT NOT NULL DEFAULT '';
