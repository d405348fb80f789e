import { Database } from "bun:sqlite";
import { closeSync, constants, fstatSync, fsyncSync, lstatSync, openSync, rmSync, statSync } from "node:fs";
import { NotFound, StoreRefused, StoreUnavailable } from "../../domain/errors.ts";
import { shellWord } from "../../domain/text/shell-word.ts";
import { explain } from "../database/failures.ts";
import { parentOf, sqliteFiles } from "../database/files.ts";
import { inspect, isRecovered } from "../database/gate.ts";
import { PATIENCE_MS, patiently } from "../database/patience.ts";
import { ask, openDatabase } from "../database/statements.ts";
import { chooseLibrary } from "../opening/library.ts";
import { checkBeside, checkDatabase, othersWrite } from "../opening/permissions.ts";
import { findPlace, findTrustedPlace } from "../opening/place.ts";

/**
 * Copies the store at `from`, be it in use, into a new file at `to`, for its owner alone: checked and durable when this resolves;
 * else nothing is there. The copy has no WAL. Rejects with `NotFound` where there is no store, and with `StoreRefused` for what
 * is none, or is damaged; `recovered` lets those pass that lack the marks of a store.
 */
export async function duplicate(from: string, to: string, { recovered = false } = {}): Promise<void> {
  await chooseLibrary();
  using secured = await secureSource(from, `${to}.source`);
  const source = openSource(secured.path);
  try {
    if (!(recovered && isRecovered(source)) && inspect(source, from) === "empty") throw empty(from);
    create(to);
    try {
      await patiently(PATIENCE_MS, () => vacuumInto(source, to));
      checkWhole(to, from);
      syncFile(to);
    } catch (error) {
      rmSync(to, { force: true });
      throw error;
    }
  } catch (error) {
    throw explain(error, from);
  } finally {
    source.close();
  }
}

/** Makes what was written to a file durable. Nobody here may have it open through SQLite. */
export function syncFile(path: string): void {
  const fd = openSync(path, "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function empty(path: string): StoreRefused {
  return new StoreRefused(
    `${path} is an empty file, not a store`,
    "name another one; this one was never written, or was cut off",
  );
}

/**
 * What others can lay beside a database would be read as a part of it. So one that lies where they can, in /tmp say, is read from
 * a copy of the file alone; anywhere else it is read as it lies, with its WAL.
 */
async function secureSource(path: string, aside: string): Promise<Disposable & { readonly path: string }> {
  checkSource(path);
  const place = findPlace(path);
  if (!othersWrite(lstatSync(parentOf(place.path)))) {
    checkBeside(sqliteFiles(findTrustedPlace(path).path));
    return { path, [Symbol.dispose]() {} };
  }
  const fd = openSync(place.path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    checkDatabase(place.path, fstatSync(fd));
    create(aside);
    await Bun.write(aside, Bun.file(fd));
  } finally {
    closeSync(fd);
  }
  return { path: aside, [Symbol.dispose]: () => rmSync(aside, { force: true }) };
}

function checkSource(path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new NotFound(`there is no file ${path}`, "check the path");
  if (!stat.isFile()) {
    const what = stat.isDirectory() ? "a directory" : "no plain file";
    throw new StoreRefused(`${path} is ${what}, and not a store`, "name the file of a store");
  }
}

function openSource(path: string): Database {
  try {
    return openDatabase(path);
  } catch {
    // From a read-only disk, say.
    return new Database(path, { readonly: true, strict: true });
  }
}

/** Empty, for SQLite would create it for all the world to read. */
function create(path: string): void {
  try {
    closeSync(openSync(path, "wx", 0o600));
  } catch (error) {
    throw new StoreUnavailable((error as Error).message, "name a file in a directory that you can write", {
      cause: error,
    });
  }
}

function vacuumInto(source: Database, to: string): void {
  try {
    source.run("VACUUM INTO ?", [to]);
  } catch (error) {
    if ((error as { code?: unknown }).code !== "SQLITE_FULL") throw error;
    throw new StoreUnavailable("the disk is full; nothing was written", `free some space for ${to}`, { cause: error });
  }
}

function checkWhole(copy: string, original: string): void {
  const db = openDatabase(copy);
  try {
    const found = ask<{ integrity_check: string }>(db, "PRAGMA integrity_check(1)")?.integrity_check;
    if (found === "ok") return;
    throw new StoreRefused(
      `${original} is damaged: ${found}`,
      `recover what can be read: sqlite3 ${shellWord(original)} .recover | sqlite3 recovered.db`,
    );
  } finally {
    db.close();
  }
}
