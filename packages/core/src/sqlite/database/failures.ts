import { QueuectlError, StoreBusy, StoreRefused, StoreUnavailable } from "../../domain/errors.ts";
import { shellWord } from "../../domain/text/shell-word.ts";

/** What bun:sqlite throws, as far as it matters here. */
interface SqliteFailure extends Error {
  /** `SQLITE_BUSY`, `SQLITE_IOERR_FSYNC`, …: the extended code's name. */
  readonly code?: string;
}

/** Another connection holds what this one needs: the same call may succeed a moment later. */
export function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(codeOf(error));
}

/** What a user should read instead of an error of SQLite or of the file system. All others pass through. */
export function explain(error: unknown, database: string): unknown {
  const code = codeOf(error);
  if (error instanceof QueuectlError || code === "") return error;
  const cause = { cause: error };
  if (isBusy(error)) return new StoreBusy(`the database ${database} stayed locked`, cause);
  if (code === "SQLITE_FULL" || code === "ENOSPC" || code === "EDQUOT") {
    return new StoreUnavailable("the disk is full; nothing was stored", `free some space beside ${database}`, cause);
  }
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) return corrupt(database, cause);
  if (code === "SQLITE_READONLY_DBMOVED") return replaced(database, cause);
  if (/^SQLITE_(READONLY|PERM|AUTH)|^E(ACCES|PERM|ROFS)$/.test(code)) {
    return new StoreUnavailable(
      `the database ${database} cannot be written`,
      "check its permissions, and those of its directory",
      cause,
    );
  }
  if (/^SQLITE_CANTOPEN|^E(NOENT|NOTDIR|ISDIR|LOOP|NAMETOOLONG)$/.test(code)) {
    return new StoreUnavailable(`the database ${database} cannot be opened`, "check the path", cause);
  }
  if (/^SQLITE_(IOERR|NOMEM)|^E[A-Z]+$/.test(code)) {
    return new StoreUnavailable(`the database ${database} cannot be read or written (${code})`, null, cause);
  }
  return new QueuectlError(
    `the database ${database} failed: ${(error as Error)?.message ?? error}`,
    "failed",
    null,
    cause,
  );
}

/** The file at the path, the database or a part of it, is not the one that was opened any more. */
export function replaced(file: string, options?: ErrorOptions): StoreRefused {
  return new StoreRefused(
    `${file} was moved, deleted or replaced while it was in use`,
    "put it back, or start again with the one that is there now",
    options,
  );
}

function corrupt(database: string, options: ErrorOptions): StoreRefused {
  return new StoreRefused(
    `${database} is damaged, or not a database`,
    `keep a copy of it with its -wal, then recover what can be read: sqlite3 ${shellWord(database)} .recover | sqlite3 recovered.db`,
    options,
  );
}

function codeOf(error: unknown): string {
  const code = (error as SqliteFailure | null)?.code;
  return typeof code === "string" ? code : "";
}
