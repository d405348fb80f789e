/** Makes the program the next version of itself: one with another migration. */
import { patch } from "./patch.ts";

patch("packages/core/src/sqlite/database/gate.ts", { "SCHEMA_VERSION = 7": "SCHEMA_VERSION = 8" });
patch("packages/core/src/sqlite/opening/migrate.ts", {
  "waits, identity, queues];":
    'waits, identity, queues, "ALTER TABLE jobs ADD COLUMN note TEXT; CREATE TABLE notes (job INTEGER PRIMARY KEY, note TEXT) STRICT; INSERT INTO notes SELECT seq, id FROM jobs;"];',
});
