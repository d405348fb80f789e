import { Database } from "bun:sqlite";
import { mkdirSync, rmSync } from "node:fs";
import { isBusy } from "../database/failures.ts";
import { fileAt, parentOf } from "../database/files.ts";
import { ask, openDatabase } from "../database/statements.ts";

/**
 * The kernel's word on who lives. Each runner holds an exclusive lock on a file of its own, a tiny database under BEGIN
 * EXCLUSIVE: the lock ends with the process, however it ends, and only then.
 */

interface Held {
  readonly db: Database;
  /** Device and inode of the file that is locked. */
  readonly file: string | null;
}

/** Held for the life of the process: a Database that nothing refers to is finalised, and its lock is gone. */
const held = new Map<string, Held>();

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
  held.get(path)?.db.close();
  held.set(path, { db, file: fileAt(path) });
}

/**
 * Sees to it that others find a lock that is held: its file may have been deleted, or another one be in its place, from a backup
 * say. Then it is taken anew. Whoever just looks at the new one is waited for by trying again later.
 */
export function keepLock(path: string): void {
  const lock = held.get(path);
  if (lock === undefined || lock.file === fileAt(path)) return;
  try {
    mkdirSync(parentOf(path), { recursive: true, mode: 0o700 });
    takeLock(path);
  } catch (error) {
    if (!isBusy(error)) throw error;
  }
}

/** Lets go of a lock; its file goes too. */
export function releaseLock(path: string): void {
  abandonLock(path);
  removeLock(path);
}

/** Lets go of a lock as a death would: the file stays. */
export function abandonLock(path: string): void {
  held.get(path)?.db.close();
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
