import { linkSync, lstatSync, renameSync, rmSync, statSync } from "node:fs";
import { NotFound, QueuectlError } from "../../domain/errors.ts";
import { parentOf } from "../database/files.ts";
import { drawNonce } from "../database/nonce.ts";
import { ask, openDatabase } from "../database/statements.ts";
import { syncDirectories } from "../opening/sync-directories.ts";
import { duplicate } from "./duplicate.ts";

export interface BackupOptions {
  /** Take the place of an older backup; else a file that exists is refused. */
  readonly replace: boolean;
}

export interface Backup {
  readonly jobs: number;
  readonly bytes: number;
}

/**
 * Copies the store at `database`, be it in use, into the file `target`, both absolute: whole, checked and durable when this
 * resolves; else `target` is as it was. Rejects with the code `conflict` for a target that must not be overwritten.
 */
export async function backUp(database: string, target: string, { replace }: BackupOptions): Promise<Backup> {
  checkTarget(target, replace);
  const partial = `${target}.partial-${drawNonce()}`;
  await duplicate(database, partial);
  try {
    const backup = { jobs: countJobs(partial), bytes: statSync(partial).size };
    if (replace) renameSync(partial, target);
    else nameAnew(partial, target);
    syncDirectories(target);
    return backup;
  } finally {
    rmSync(partial, { force: true });
  }
}

/** What is in use has its WAL or its directory beside it: that is no backup. */
function checkTarget(target: string, replace: boolean): void {
  const directory = parentOf(target);
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    throw new NotFound(`there is no directory ${directory}`, "create it, or name a file in another one");
  }
  const stat = lstatSync(target, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (stat.isDirectory()) throw conflict(`${target} is a directory`, "name a file in it");
  if (!stat.isFile()) throw conflict(`${target} exists, and is not a plain file`, "name another file");
  for (const part of ["-wal", "-journal", ".d"]) {
    if (lstatSync(target + part, { throwIfNoEntry: false }) === undefined) continue;
    throw conflict(`${target} is a store that is worked with: ${target}${part} lies beside it`, "name another file");
  }
  if (!replace) throw conflict(`${target} exists already`, "name another file, or overwrite this one: --replace");
}

/** A rename would overwrite what somebody else has created meanwhile. */
function nameAnew(partial: string, target: string): void {
  try {
    linkSync(partial, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") checkTarget(target, false);
    // Not every file system has links.
    renameSync(partial, target);
  }
}

function countJobs(backup: string): number {
  const db = openDatabase(backup);
  try {
    return ask<{ jobs: number }>(db, "SELECT count(*) AS jobs FROM jobs")?.jobs ?? 0;
  } finally {
    db.close();
  }
}

function conflict(message: string, fix: string): QueuectlError {
  return new QueuectlError(message, "conflict", fix);
}
