import { replaced } from "./failures.ts";
import { fileAt } from "./files.ts";

/** The WAL and its index are there as long as anybody has the database open. Without them others miss what is committed here. */
const PARTS = ["", "-wal", "-shm"];

/** Notices that a path leads to another file than the one that was opened: who went on would write into an unlinked one. */
export class Identity {
  readonly #opened: readonly (readonly [path: string, file: string | null])[];

  /** Of a database that is open, and in use: before, it has no WAL yet. A backup that is only looked at has none at all. */
  constructor(database: string) {
    this.#opened = PARTS.map((part) => [database + part, fileAt(database + part)]);
  }

  /** Throws `StoreRefused`. Only what is asked after a commit tells whether the commit went where others find it. */
  check(): void {
    for (const [path, file] of this.#opened) if (file !== null && fileAt(path) !== file) throw replaced(path);
  }
}
