import type { Database } from "bun:sqlite";
import { StoreRefused } from "../../domain/errors.ts";
import { Connection } from "../database/connection.ts";
import { explain } from "../database/failures.ts";
import { sqliteFiles } from "../database/files.ts";
import { inspect } from "../database/gate.ts";
import { Identity } from "../database/identity.ts";
import { patiently } from "../database/patience.ts";
import { ask, openDatabase } from "../database/statements.ts";
import { chooseLibrary } from "./library.ts";
import { checkBeside } from "./permissions.ts";
import { findTrustedPlace, type Missing } from "./place.ts";

export interface OpenOptions {
  /** `read` never migrates a database. */
  readonly access: "read" | "write";
  /** What becomes of a missing one; to write, it is created unless something else is given, and to read, refused. */
  readonly missing?: Missing;
  /** How long a locked database is waited for; 30 s unless given. */
  readonly patienceMs?: number;
}

/** A WAL that grew in a burst shrinks to this at the next checkpoint. */
const WAL_LIMIT_BYTES = 16 * 1_048_576;

/** Opens the database at `path`. Only what is seldom needed is loaded late. */
export async function openConnection(path: string, options: OpenOptions): Promise<Connection> {
  try {
    await chooseLibrary();
    const files = sqliteFiles(await trustedDatabase(sqliteFiles(path).database, options));
    const complete = checkBeside(files);
    const db = openDatabase(files.database);
    try {
      const connection = new Connection(db, files, options.patienceMs);
      await prepare(connection, options);
      connection.identity = new Identity(files.database);
      // Not earlier: beside what is refused, another program's database say, nothing is left behind.
      if (!complete && options.access === "write") (await import("./create.ts")).createDirectories(files);
      return connection;
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    throw explain(error, sqliteFiles(path).database);
  }
}

/** Where the database lies, and it is there. Throws `StoreRefused`, `StoreMissing`. */
async function trustedDatabase(path: string, { access, missing }: OpenOptions): Promise<string> {
  const place = findTrustedPlace(path);
  const whenMissing = missing ?? (access === "write" ? "create" : "refuse");
  if (place.stat !== null) {
    if (place.stat.size === 0) {
      // Before a word on what it is: what others laid beside it must not become part of what is made of it.
      checkBeside(sqliteFiles(place.path));
      await (await import("./emptied.ts")).checkEmptyFile(place.path, whenMissing);
    }
    return place.path;
  }
  const { createDatabase } = await import("./create.ts");
  createDatabase(place, whenMissing);
  // What came into its place meanwhile is trusted no sooner than what was there before.
  return findTrustedPlace(path).path;
}

async function prepare({ db, files, patienceMs }: Connection, { access }: OpenOptions): Promise<void> {
  const gate = await patiently(patienceMs, () => atOnce(db, () => inspect(db, files.database)));
  if (gate === "older" && access === "read") {
    throw new StoreRefused(
      `the database ${files.database} is older than this queuectl`,
      "bring it up to date, with its runners stopped: queuectl init",
    );
  }
  if (gate === "empty") {
    // Before anything can be stored in it: whoever finds it made may rely on being able to find it again.
    (await import("./sync-directories.ts")).syncDirectories(files.database);
    // First of all: once the first page is written, and switching to WAL writes it, it is silently ignored.
    await patiently(patienceMs, () => db.run("PRAGMA auto_vacuum = INCREMENTAL"));
  }
  if (gate === "empty" || access === "write") await patiently(patienceMs, () => bringToWal(db));
  if (gate !== "current") {
    const { migrate } = await import("./migrate.ts");
    await patiently(patienceMs, () => migrate(db, files));
  }
  db.run("PRAGMA synchronous = FULL");
  db.run("PRAGMA foreign_keys = ON");
  db.run(`PRAGMA journal_size_limit = ${WAL_LIMIT_BYTES}`);
}

/** One view of the database: else another process might create it between two questions, and it would look like a stranger's. */
function atOnce<T>(db: Database, look: () => T): T {
  db.run("BEGIN");
  try {
    return look();
  } finally {
    db.run("COMMIT");
  }
}

/** Not new ones alone: what VACUUM INTO has written has another journal. */
export function bringToWal(db: Database): void {
  if (ask<{ journal_mode: string }>(db, "PRAGMA journal_mode")?.journal_mode === "wal") return;
  db.run("PRAGMA journal_mode = WAL");
  // The first look creates the WAL: whoever asks later whether the store is still the one opened has something to compare.
  ask(db, "SELECT count(*) FROM sqlite_schema");
}
