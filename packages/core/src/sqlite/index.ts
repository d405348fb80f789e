import type { JobStore } from "../store/index.ts";
import type { backUp } from "./backup.ts";
import { type OpenOptions, openConnection } from "./open.ts";
import type { restore } from "./restore.ts";
import { SqliteStore } from "./sqlite-store.ts";

export type { Backup } from "./backup.ts";
export { type SqliteFiles, sqliteFiles } from "./files.ts";
export type { OpenOptions } from "./open.ts";
export type { Restored } from "./restore.ts";

/** Where the database itself lies, should `path` be a link to it: what belongs to it lies beside that. */
export async function realDatabase(path: string): Promise<string> {
  return (await import("./real-path.ts")).realPath(path);
}

/** See `backup.ts`. Loaded late, as nothing else needs it. */
export async function backUpDatabase(...given: Parameters<typeof backUp>): ReturnType<typeof backUp> {
  return (await import("./backup.ts")).backUp(...given);
}

/** See `restore.ts`. */
export async function restoreDatabase(...given: Parameters<typeof restore>): ReturnType<typeof restore> {
  return (await import("./restore.ts")).restore(...given);
}

/**
 * Opens the database at `path`, and creates it, for its owner alone, when it is missing. Rejects with `StoreRefused` for one
 * that must not be used: newer than this program, another program's, damaged, or open to other users.
 */
export async function openSqliteStore(path: string, options: OpenOptions): Promise<JobStore> {
  return new SqliteStore(await openConnection(path, options));
}
