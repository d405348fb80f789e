import type { Database } from "bun:sqlite";
import { StoreRefused } from "../domain/errors.ts";
import { ask, Connection, openDatabase } from "./connection.ts";
import { explain } from "./failures.ts";
import { parentOf, type SqliteFiles, sqliteFiles } from "./files.ts";
import { inspect } from "./gate.ts";
import { chooseLibrary } from "./library.ts";
import { patiently } from "./patience.ts";
import { checkDirectory, checkFile, type FileStat } from "./permissions.ts";

export interface OpenOptions {
  /** `read` never migrates a database; both create one where there is none. */
  readonly access: "read" | "write";
  /** How long a locked database is waited for; 30 s unless given. */
  readonly patienceMs?: number;
}

/** A WAL that grew in a burst shrinks to this at the next checkpoint. */
const WAL_LIMIT_BYTES = 16 * 1_048_576;

/** Opens the database at `path`, and creates it first if need be. Only what is seldom needed is loaded late. */
export async function openConnection(path: string, options: OpenOptions): Promise<Connection> {
  const files = sqliteFiles(path);
  try {
    await chooseLibrary();
    const complete = await checkOwnership(files);
    const db = openDatabase(files.database);
    try {
      const real = await realDatabase(db, files);
      if (real !== files.database) {
        db.close();
        return await openConnection(real, options);
      }
      const connection = new Connection(db, files, options.patienceMs);
      await prepare(connection, options);
      // Not earlier: beside what is refused, another program's database say, nothing is left behind.
      if (!complete) (await import("./create.ts")).createDirectories(files);
      return connection;
    } catch (error) {
      db.close();
      throw error;
    }
  } catch (error) {
    throw explain(error, files.database);
  }
}

/**
 * A database has one place, however many links lead to it: its locks lie beside that, and whoever looked for them beside a
 * link would take a living runner for dead. SQLite knows for nothing whether there is a difference to be looked into.
 */
async function realDatabase(db: Database, { database }: SqliteFiles): Promise<string> {
  const main = ask<{ file: string }>(db, "PRAGMA database_list");
  return main === null || main.file === database ? database : (await import("./real-path.ts")).realPath(database);
}

/** Creates the file if need be. Resolves to whether what belongs beside it is there. Throws `StoreRefused`. */
async function checkOwnership(files: SqliteFiles): Promise<boolean> {
  const parent = parentOf(files.database);
  const [inFile, inParent, ...inOurs] = await Promise.all(
    [files.database, parent, files.directory, files.spool, files.locks].map(statOf),
  );
  if (inParent) checkDirectory(parent, inParent);
  if (inOurs[0]) checkDirectory(files.directory, inOurs[0]);
  if (inFile === null) (await import("./create.ts")).createFile(files);
  const file = inFile ?? (await statOf(files.database));
  const directory = inParent ?? (await statOf(parent));
  if (directory) checkDirectory(parent, directory);
  if (file) checkFile(files.database, file, process.geteuid?.());
  return !inOurs.includes(null);
}

/** Bun.file asks by path and opens nothing; `node:fs` would cost a command milliseconds to load. */
async function statOf(path: string): Promise<FileStat | null> {
  try {
    return await Bun.file(path).stat();
  } catch (error) {
    if ((error as { code?: string }).code === "ENOENT") return null;
    throw error;
  }
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
