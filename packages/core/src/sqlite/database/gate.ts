import type { Database } from "bun:sqlite";
import { StoreRefused } from "../../domain/errors.ts";
import { shellWord } from "../../domain/text/shell-word.ts";
import { ask } from "./statements.ts";
import type { Tx } from "./transaction.ts";

/** "quctl" would not fit: the four bytes "qctl". Tells our databases from everybody else's. */
export const APPLICATION_ID = 0x7163_746c;
/** The number of the last migration. */
export const SCHEMA_VERSION = 7;

/** What a file is to this program. */
export type Gate = "empty" | "older" | "current";

/** Looks at a database and changes nothing. Throws `StoreRefused` for one that is newer than this program, or not ours. */
export function inspect(db: Database, path: string): Gate {
  if (refuseForeign(db, path) === "empty") return "empty";
  const version = userVersion(db);
  if (version > SCHEMA_VERSION) throw newer(path, version);
  return version < SCHEMA_VERSION ? "older" : "current";
}

/** Throws `StoreRefused` for a database of another program. */
export function refuseForeign(db: Database, path: string): "empty" | "ours" {
  const id = ask<{ application_id: number }>(db, "PRAGMA application_id")?.application_id;
  if (id === APPLICATION_ID) {
    if (!isEmpty(db)) return "ours";
    throw new StoreRefused(
      `${path} has the marks of a store, but none of its tables: what recovered it found nothing`,
      "put a backup in its place: queuectl restore FILE",
    );
  }
  if (id === 0 && userVersion(db) === 0 && isEmpty(db)) return "empty";
  if (isRecovered(db)) {
    const recovered = shellWord(`${path}.recovered`);
    throw new StoreRefused(
      `${path} has the tables of a store, but not its marks, as after a recovery or from a dump`,
      `mv ${shellWord(path)} ${recovered}, then: queuectl restore ${recovered}`,
    );
  }
  throw new StoreRefused(`${path} is a database of another program`, "choose another path: --db PATH, or QUEUECTL_DB");
}

/** Whether a database has our tables and nothing that says so: `sqlite3 queue.db .recover`, as `.dump`, may keep the rows alone. */
export function isRecovered(db: Database): boolean {
  if (ask<{ application_id: number }>(db, "PRAGMA application_id")?.application_id !== 0) return false;
  const tables = "SELECT count(*) AS ours FROM sqlite_schema WHERE name IN ('jobs', 'attempts', 'queues', 'runners')";
  return ask<{ ours: number }>(db, tables)?.ours === 4;
}

/** The number of the last migration that a database went through. */
export function userVersion(db: Database): number {
  return ask<{ user_version: number }>(db, "PRAGMA user_version")?.user_version ?? 0;
}

export function newer(path: string, version: number): StoreRefused {
  return new StoreRefused(
    `the database ${path} has version ${version}; this queuectl knows versions up to ${SCHEMA_VERSION}`,
    "use the newer queuectl that made it",
  );
}

/** Throws `StoreRefused` when a newer program has migrated the database meanwhile. */
export function checkVersion(tx: Tx): void {
  const { database } = tx.files;
  const version = tx.get<{ user_version: number }>("PRAGMA user_version")?.user_version ?? 0;
  if (version > SCHEMA_VERSION) throw newer(database, version);
  if (version < SCHEMA_VERSION) throw new StoreRefused(`the database ${database} was emptied while it was in use`);
}

function isEmpty(db: Database): boolean {
  return ask(db, "SELECT 1 FROM sqlite_schema LIMIT 1") === null;
}
