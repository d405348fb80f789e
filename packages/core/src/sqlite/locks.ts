import { Database } from "bun:sqlite";
import { rmSync } from "node:fs";
import { ask, openDatabase } from "./connection.ts";
import { isBusy } from "./failures.ts";

/**
 * The kernel's word on who lives. Each runner holds an exclusive lock on a file of its own, a tiny database under BEGIN
 * EXCLUSIVE: the lock ends with the process, however it ends, and only then.
 */

/** Held for the life of the process: a Database that nothing refers to is finalised, and its lock is gone. */
const held = new Map<string, Database>();

/** Takes the lock; for good, or until `releaseLock`. */
export function takeLock(path: string): void {
  const db = new Database(path, { readwrite: true, create: true, strict: true });
  try {
    // A rollback journal, since in WAL mode an exclusive transaction does not keep readers out, and so could not be seen.
    db.run("PRAGMA journal_mode = DELETE");
    db.run("BEGIN EXCLUSIVE");
  } catch (error) {
    db.close();
    throw error;
  }
  held.set(path, db);
}

/** Lets go of a lock; its file goes too. */
export function releaseLock(path: string): void {
  held.get(path)?.close();
  held.delete(path);
  removeLock(path);
}

/** Lets go of a lock as a death would: the file stays. */
export function abandonLock(path: string): void {
  held.get(path)?.close();
  held.delete(path);
}

/** Removes the file of a lock that nobody holds. */
export function removeLock(path: string): void {
  rmSync(path, { force: true });
}

/** Whether a process holds this lock. Asks with a plain read, which stands in nobody's way; a missing file is free. */
export function isHeld(path: string): boolean {
  if (held.has(path)) return true;
  let db: Database | null = null;
  try {
    db = openDatabase(path);
    ask(db, "SELECT count(*) FROM sqlite_schema");
    return false;
  } catch (error) {
    return isBusy(error);
  } finally {
    db?.close();
  }
}
