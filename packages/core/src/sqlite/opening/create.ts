import { closeSync, existsSync, mkdirSync, openSync } from "node:fs";
import { StoreMissing } from "../../domain/errors.ts";
import { shellWord } from "../../domain/text/shell-word.ts";
import { parentOf, type SqliteFiles } from "../database/files.ts";
import type { Missing, Place } from "./place.ts";

/** Creates an empty database file that only its owner can use, should a missing one be created at all. Throws `StoreMissing`. */
export function createDatabase(place: Place, missing: Missing): void {
  createParent(place, missing);
  try {
    // O_EXCL: of several processes just one creates it, and none follows a link that somebody laid.
    closeSync(openSync(place.path, "wx", 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** Sees to it that there is the directory for a database. Throws `StoreMissing`. */
export function createParent({ path, reachable }: Place, missing: Missing): void {
  if (missing === "refuse") throw new StoreMissing(path);
  if (reachable) return;
  const directory = parentOf(path);
  // Not the way to it, either: whoever misspelt it would find their jobs nowhere.
  if (missing !== "create-directory" || !existsSync(parentOf(directory))) {
    const fix = `mkdir -p -m 700 ${shellWord(directory)}`;
    throw new StoreMissing(path, `the directory ${directory} does not exist`, fix);
  }
  makeDirectory(directory);
}

/** Creates what belongs beside the database. */
export function createDirectories({ directory, spool, locks }: SqliteFiles): void {
  for (const each of [directory, spool, locks]) makeDirectory(each);
}

/** 0700 for what we create; what exists stays as it is. Of several processes that are about it, one creates it. */
function makeDirectory(path: string): void {
  if (!existsSync(path)) mkdirSync(path, { recursive: true, mode: 0o700 });
}
