import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { parentOf, type SqliteFiles } from "./files.ts";

/** Creates an empty database file that only its owner can use, unless there is one; and the directories that lead to it. */
export function createFile(files: SqliteFiles): void {
  createParent(files);
  try {
    // O_EXCL: of several processes just one creates it, and none follows a link that somebody laid.
    closeSync(openSync(files.database, "wx", 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** Creates the directories that lead to the database. */
export function createParent(files: SqliteFiles): void {
  createDirectory(parentOf(files.database));
}

/** Creates what belongs beside the database. */
export function createDirectories(files: SqliteFiles): void {
  for (const directory of [files.directory, files.spool, files.locks]) createDirectory(directory);
}

/** 0700 for what we create; what exists stays as it is. */
function createDirectory(path: string): void {
  if (!existsSync(path)) mkdirSync(path, { recursive: true, mode: 0o700 });
}
