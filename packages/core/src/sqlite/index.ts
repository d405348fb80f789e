import { StoreMissing } from "../domain/errors.ts";
import type { JobStore } from "../store/index.ts";
import type { backUp } from "./copies/backup.ts";
import type { restore } from "./copies/restore.ts";
import { type SqliteFiles, sqliteFiles } from "./database/files.ts";
import { type OpenOptions, openConnection } from "./opening/open.ts";
import { SqliteStore } from "./sqlite-store.ts";

export type { Backup } from "./copies/backup.ts";
export type { Restored } from "./copies/restore.ts";
export { type SqliteFiles, sqliteFiles } from "./database/files.ts";
export type { OpenOptions } from "./opening/open.ts";
export type { Missing } from "./opening/place.ts";

/** Where the database itself lies, should links lead to it: what belongs to it lies beside that. */
export async function realDatabase(path: string): Promise<string> {
  return (await import("./opening/place.ts")).findPlace(path).path;
}

/** The files of the database at `path`, for whoever reads them and opens no store. Throws `StoreRefused`, `StoreMissing`. */
export async function trustedFiles(path: string): Promise<SqliteFiles> {
  const { findTrustedPlace } = await import("./opening/place.ts");
  const { checkBeside } = await import("./opening/permissions.ts");
  const place = findTrustedPlace(path);
  if (place.stat === null) throw new StoreMissing(place.path);
  const files = sqliteFiles(place.path);
  checkBeside(files);
  return files;
}

/** See `backup.ts`. Loaded late, as nothing else needs it. */
export async function backUpDatabase(...given: Parameters<typeof backUp>): ReturnType<typeof backUp> {
  return (await import("./copies/backup.ts")).backUp(...given);
}

/** See `restore.ts`. */
export async function restoreDatabase(...given: Parameters<typeof restore>): ReturnType<typeof restore> {
  return (await import("./copies/restore.ts")).restore(...given);
}

/**
 * Opens the database at `path`. Rejects with `StoreMissing` where there is none and none is to be created, and with
 * `StoreRefused` for one that must not be used: newer than this program, another program's, damaged, or open to other users.
 */
export async function openSqliteStore(path: string, options: OpenOptions): Promise<JobStore> {
  return new SqliteStore(await openConnection(path, options));
}

/** Stands in for the store at `path` while there is none: empty, and whatever is done to it is gone with it. */
export async function openEmptyStore(path: string): Promise<JobStore> {
  return new (await import("./empty.ts")).EmptyStore(sqliteFiles(path));
}
