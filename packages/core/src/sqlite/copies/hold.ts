import type { Database } from "bun:sqlite";
import { readdirSync } from "node:fs";
import { QueuectlError } from "../../domain/errors.ts";
import { isBusy } from "../database/failures.ts";
import type { SqliteFiles } from "../database/files.ts";
import { refuseForeign } from "../database/gate.ts";
import { patiently } from "../database/patience.ts";
import { openDatabase } from "../database/statements.ts";
import { isHeld } from "../runners/locks.ts";

/** Commands come and go within milliseconds; who stays longer works with the store. */
const PATIENCE_MS = 2_000;

export interface Hold {
  release(): void;
}

/**
 * Keeps everybody else out of a store, its WAL folded in and gone: the database is the one file. Who opens it meanwhile waits, and
 * when it has been moved by then, SQLite does not let them write (SQLITE_READONLY_DBMOVED, which only journals other than the
 * WAL have). A damaged one cannot be held, only its runners be asked after. Rejects with the code `conflict` while it is in use.
 */
export async function takeHold(files: SqliteFiles): Promise<Hold> {
  refuseBesideRunners(files);
  let db: Database;
  try {
    db = openDatabase(files.database);
  } catch {
    return { release() {} };
  }
  try {
    await patiently(PATIENCE_MS, () => {
      refuseForeign(db, files.database);
      db.run("PRAGMA locking_mode = EXCLUSIVE");
      db.run("PRAGMA journal_mode = DELETE");
      db.run("BEGIN EXCLUSIVE");
    });
    refuseBesideRunners(files);
  } catch (error) {
    if (isBusy(error) || error instanceof QueuectlError) {
      db.close();
      throw isBusy(error)
        ? inUse(files, "another process has it open", "end it: a queuectl web, a shell of sqlite3")
        : error;
    }
  }
  return { release: () => db.close() };
}

/** Whatever the database says, or cannot say any more: each living runner holds a lock beside it. */
function refuseBesideRunners(files: SqliteFiles): void {
  let names: string[];
  try {
    names = readdirSync(files.locks);
  } catch {
    return;
  }
  const living = names.find((name) => name.endsWith(".lock") && isHeld(`${files.locks}/${name}`));
  if (living === undefined) return;
  throw inUse(
    files,
    `${living.slice(0, -".lock".length)} works with it`,
    "stop the runners first: queuectl worker stop",
  );
}

function inUse({ database }: SqliteFiles, why: string, fix: string): QueuectlError {
  return new QueuectlError(`the store ${database} is in use: ${why}`, "conflict", fix);
}
