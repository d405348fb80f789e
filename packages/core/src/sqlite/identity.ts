import { statSync } from "node:fs";
import { StoreRefused } from "../domain/errors.ts";
import type { Connection } from "./connection.ts";
import { replaced } from "./failures.ts";
import { newer, SCHEMA_VERSION } from "./gate.ts";

/** Notices that the path leads to another file than the one that was opened: who went on would write into an unlinked one. */
export class Identity {
  readonly #file: string | null;

  constructor(readonly path: string) {
    this.#file = fileAt(path);
  }

  /** Throws `StoreRefused`. */
  check(): void {
    if (this.#file === null || fileAt(this.path) !== this.#file) throw replaced(this.path);
  }
}

/** Throws `StoreRefused` when a newer program has migrated the database meanwhile. Call it within a transaction. */
export function checkVersion(connection: Connection): void {
  const { database } = connection.files;
  const version = connection.get<{ user_version: number }>("PRAGMA user_version")?.user_version ?? 0;
  if (version > SCHEMA_VERSION) throw newer(database, version);
  if (version < SCHEMA_VERSION) throw new StoreRefused(`the database ${database} was emptied while it was in use`);
}

/** Device and inode. By path, for opening and closing the file would drop SQLite's locks on it. */
function fileAt(path: string): string | null {
  const stat = statSync(path, { throwIfNoEntry: false, bigint: true });
  return stat === undefined ? null : `${stat.dev}:${stat.ino}`;
}
