import { existsSync, statSync } from "node:fs";
import { StoreMissing, StoreRefused } from "../../domain/errors.ts";
import { shellWord } from "../../domain/text/shell-word.ts";
import { sqliteFiles } from "../database/files.ts";
import type { Missing } from "./place.ts";

/** Longer than it takes to make a store, on a busy machine, too. */
const MAKING_MS = 2_000;
const LOOK_MS = 5;

/**
 * A file without anything in it: another process is about to make a store of it, which is waited for; or somebody has emptied
 * one, a broken restore, say. Whoever took that for a new store would hide the loss of all its jobs. Rejects with `StoreRefused`
 * where there was a store before, and with `StoreMissing` where none is to be created.
 */
export async function checkEmptyFile(path: string, missing: Missing): Promise<void> {
  const wasStore = existsSync(sqliteFiles(path).locks);
  if (!wasStore && missing !== "refuse") return;
  const deadline = performance.now() + MAKING_MS;
  while (statSync(path, { throwIfNoEntry: false })?.size === 0) {
    if (performance.now() > deadline) throw wasStore ? emptied(path) : none(path);
    await Bun.sleep(LOOK_MS);
  }
}

function emptied(path: string): StoreRefused {
  return new StoreRefused(
    `${path} is empty, but there was a store: ${path}.d still lies beside it`,
    `put a backup in its place: queuectl restore FILE; to begin anew: rm ${shellWord(path)}`,
  );
}

function none(path: string): StoreMissing {
  return new StoreMissing(
    path,
    `${path} is an empty file, not a store`,
    `to make one of it: queuectl init --db ${shellWord(path)}`,
  );
}
