import { Database } from "bun:sqlite";
import { StoreMissing } from "../domain/errors.ts";
import type { StoreHealth } from "../store/reading.ts";
import { Connection } from "./database/connection.ts";
import type { SqliteFiles } from "./database/files.ts";
import { migrate } from "./opening/migrate.ts";
import { SqliteStore } from "./sqlite-store.ts";

/** The store that nobody has made yet, for one look at it: it has nothing in it, keeps nothing, and leaves no file. */
export class EmptyStore extends SqliteStore {
  readonly #path: string;

  constructor(files: SqliteFiles) {
    const db = new Database(":memory:", { strict: true });
    migrate(db, files);
    super(new Connection(db, files));
    this.#path = files.database;
  }

  /** Whoever waits for something to happen in it would wait for ever. */
  override watch(): never {
    throw new StoreMissing(this.#path);
  }

  override async health(): Promise<StoreHealth> {
    return { ok: true, checks: [] };
  }
}
