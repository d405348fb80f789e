import { statSync } from "node:fs";
import type { StoreSize } from "../../store/history.ts";
import type { SqliteFiles } from "./files.ts";

/** By path, for opening and closing the files would drop SQLite's locks on them. */
export function readSize({ database }: SqliteFiles): StoreSize {
  return { databaseBytes: bytesAt(database), walBytes: bytesAt(`${database}-wal`) };
}

function bytesAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
