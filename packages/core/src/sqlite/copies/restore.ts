import { linkSync, lstatSync, renameSync, rmSync, statSync } from "node:fs";
import { InvalidInput, QueuectlError } from "../../domain/errors.ts";
import { shellWord } from "../../domain/text/shell-word.ts";
import { parentOf, sqliteFiles } from "../database/files.ts";
import { drawNonce } from "../database/nonce.ts";
import { createParent } from "../opening/create.ts";
import { checkBeside } from "../opening/permissions.ts";
import { findTrustedPlace, type Missing } from "../opening/place.ts";
import { syncDirectories, syncDirectory } from "../opening/sync-directories.ts";
import { duplicate, syncFile } from "./duplicate.ts";
import { takeHold } from "./hold.ts";
import { type Renewed, renew } from "./renew.ts";

/** What may lie beside a database, and would be taken for a part of the one that comes into its place. */
const PARTS = ["-wal", "-shm", "-journal"];

export interface Restored extends Renewed {
  /** Where the store that was there lies now; `null` where there was none. */
  readonly kept: string | null;
}

/**
 * Puts a copy of the store in the file `backup` in the place of the one at `path`, both absolute. Its queues are paused, and what
 * it says to be running is given back. Whenever this is broken off, one or the other store is there, whole. Rejects with the
 * code `conflict` while a runner or any other process works with the store that is there.
 */
export async function restore(
  path: string,
  backup: string,
  now: number,
  missing: Missing = "create",
): Promise<Restored> {
  const place = findTrustedPlace(path);
  const files = sqliteFiles(place.path);
  const { database } = files;
  checkBeside(files);
  if (isSame(database, backup)) {
    throw new InvalidInput(`${backup} is the store itself`, "name a backup of it, or another store: --db PATH");
  }
  // Before anything is copied: it may take long.
  (await takeHold(files)).release();
  if (place.stat === null) createParent(place, missing);
  const fresh = `${database}.restoring-${drawNonce()}`;
  await duplicate(backup, fresh, { recovered: true });
  try {
    const renewed = await renew(fresh, now);
    syncFile(fresh);
    const hold = await takeHold(files);
    try {
      return { ...renewed, kept: swap(database, fresh, now) };
    } finally {
      hold.release();
    }
  } finally {
    rmSync(fresh, { force: true });
  }
}

/** There is a store at every moment: the old one has two names for a while. Returns the name that it keeps. */
function swap(database: string, fresh: string, now: number): string | null {
  const kept = `${database}.before-restore-${new Date(now).toISOString().replaceAll(/[-:.]/g, "")}`;
  const was = exists(database);
  if (was) keep(database, kept);
  for (const part of PARTS) if (exists(database + part)) renameSync(database + part, kept + part);
  syncDirectories(database);
  renameSync(fresh, database);
  syncDirectory(parentOf(database));
  return was ? kept : null;
}

function keep(database: string, kept: string): void {
  try {
    linkSync(database, kept);
  } catch (error) {
    throw new QueuectlError(
      `${database} cannot be kept as ${kept}: ${(error as Error).message}`,
      "failed",
      `move it away with all that lies beside it, then restore again: mv ${shellWord(database)} ELSEWHERE`,
      { cause: error },
    );
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false, bigint: true }));
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino;
}

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
