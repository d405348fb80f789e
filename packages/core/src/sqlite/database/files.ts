import { statSync } from "node:fs";

/** Where everything that belongs to a database lives: the file itself, and a directory of our own beside it. */
export interface SqliteFiles {
  readonly database: string;
  readonly directory: string;
  /** Touched after every commit that others may want to know of. */
  readonly wake: string;
  /** What running jobs write. */
  readonly spool: string;
  /** How far the store had come: see `copy.ts`. */
  readonly identity: string;
  /** One file per runner, locked while it lives. */
  readonly locks: string;
  /** The secret of the HTTP interface. */
  readonly token: string;
  /** One file per process that serves HTTP, while it does. */
  readonly servers: string;
  /** The log of detached runners. */
  readonly log: string;
}

/** Names the files of the database at `path`; touches none of them. */
export function sqliteFiles(path: string): SqliteFiles {
  const database = path.startsWith("/") ? path : `${process.cwd()}/${path.replace(/^(\.\/+)+/, "")}`;
  const directory = `${database}.d`;
  return {
    database,
    directory,
    wake: `${directory}/wake`,
    spool: `${directory}/spool`,
    identity: `${directory}/identity`,
    locks: `${directory}/locks`,
    token: `${directory}/token`,
    servers: `${directory}/servers`,
    log: `${directory}/runner.log`,
  };
}

/** The directory that holds `path`, which is absolute. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf("/")));
}

/** Device and inode. By path, for opening and closing a file that SQLite has open would drop its locks on it. */
export function fileAt(path: string): string | null {
  const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stat === undefined ? null : `${stat.dev}:${stat.ino}`;
}
