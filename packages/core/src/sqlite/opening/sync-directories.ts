import { closeSync, constants, fsyncSync, openSync } from "node:fs";
import { parentOf } from "../database/files.ts";

/**
 * Makes the names durable that lead to `path`, its own included: fsync of a file, which is all that SQLite does about its
 * database, keeps the content and not the name, and a new directory is lost with all that was synced in it. Throws where a
 * directory cannot be synced; passes over those that may not be read, and where a file system knows no such thing.
 */
export function syncDirectories(path: string): void {
  for (let directory = parentOf(path); ; directory = parentOf(directory)) {
    syncDirectory(directory);
    if (directory === "/") return;
  }
}

/** Makes the names in a directory durable. */
export function syncDirectory(path: string): void {
  try {
    const directory = openSync(path, constants.O_RDONLY | constants.O_DIRECTORY);
    try {
      fsyncSync(directory);
    } finally {
      closeSync(directory);
    }
  } catch (error) {
    if (!PASSED_OVER.includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

const PASSED_OVER = ["EACCES", "EPERM", "EINVAL", "ENOTSUP", "EROFS"];
