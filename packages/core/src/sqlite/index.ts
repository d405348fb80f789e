import type { JobStore } from "../store/index.ts";
import { type OpenOptions, openConnection } from "./open.ts";
import { SqliteStore } from "./sqlite-store.ts";

export { type SqliteFiles, sqliteFiles } from "./files.ts";
export type { OpenOptions } from "./open.ts";

/** Where the database itself lies, should `path` be a link to it: what belongs to it lies beside that. */
export async function realDatabase(path: string): Promise<string> {
  return (await import("./real-path.ts")).realPath(path);
}

/**
 * Opens the database at `path`, and creates it, for its owner alone, when it is missing. Rejects with `StoreRefused` for one
 * that must not be used: newer than this program, another program's, damaged, or open to other users.
 */
export async function openSqliteStore(path: string, options: OpenOptions): Promise<JobStore> {
  return new SqliteStore(await openConnection(path, options));
}
