import { Database } from "bun:sqlite";
import { StoreRefused } from "../../domain/errors.ts";
import { APPLICATION_ID } from "../database/gate.ts";
import { versions } from "./migrate.ts";

/**
 * Gives a store that was recovered, or written from a dump, its marks back: its tables are there, but not what says that it is a
 * store, and of which version. That follows from the tables. Throws `StoreRefused` for those of another program.
 */
export function markRecovered(db: Database, path: string): void {
  const version = versionOf(db);
  if (version === null) {
    throw new StoreRefused(`${path} lacks tables of a store`, "name a backup, or what was recovered of a store");
  }
  db.run(`PRAGMA user_version = ${version}`);
  db.run(`PRAGMA application_id = ${APPLICATION_ID}`);
}

/** The last version whose tables and indexes are all there, as its migrations make them. */
function versionOf(db: Database): number | null {
  const found = schemaOf(db);
  const made = new Database(":memory:");
  let last: number | null = null;
  for (const version of versions(made)) {
    if (
      schemaOf(made)
        .entries()
        .every(([name, sql]) => found.get(name) === sql)
    )
      last = version;
  }
  made.close();
  return last;
}

/** Each table and index by its name, less what SQLite makes by itself. */
function schemaOf(db: Database): Map<string, string> {
  const own = db.prepare<{ name: string; sql: string }, []>(
    "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'",
  );
  const schema = new Map(own.all().map(({ name, sql }) => [name, sql]));
  own.finalize();
  return schema;
}
