/** Makes the program the next version of itself: one with another migration. */
import { patch } from "./patch.ts";

patch(/\/sqlite\/gate\.ts$/, { "SCHEMA_VERSION = 7": "SCHEMA_VERSION = 8" });
patch(/\/sqlite\/migrate\.ts$/, {
  "waits, identity, queues];":
    'waits, identity, queues, "ALTER TABLE jobs ADD COLUMN note TEXT; CREATE TABLE notes (job INTEGER PRIMARY KEY, note TEXT) STRICT; INSERT INTO notes SELECT seq, id FROM jobs;"];',
});
