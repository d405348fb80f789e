import type { Database } from "bun:sqlite";
import { explain } from "./failures.ts";
import type { SqliteFiles } from "./files.ts";
import { Gap } from "./gap.ts";
import type { Identity } from "./identity.ts";
import { PATIENCE_MS, patiently } from "./patience.ts";
import { Statements } from "./statements.ts";
import { Sums } from "./sums.ts";
import type { Tx } from "./transaction.ts";
import { type Urgency, Wake } from "./wake.ts";

/** A write that waits for its transaction. */
interface Write {
  /** Does it, perhaps again; what it returns says so, and is called once that is durable. */
  run(tx: Tx, sums: Sums): () => void;
  reject(error: unknown): void;
}

/**
 * One connection and its rules: transactions are synchronous (an await inside would let other calls slip in), writes are
 * IMMEDIATE and take turns, and a locked database is waited for without blocking the event loop.
 */
export class Connection extends Statements {
  readonly wake: Wake;
  /** Those in this process who want to know of this connection's own writes; others learn from the wake file. */
  readonly listeners = new Set<() => void>();
  /** Of the files that were opened; a database in memory has none. */
  identity: Identity | null = null;
  #waiting: Write[] = [];
  #writing: Promise<void> | null = null;
  readonly #gap = new Gap(() => this.dataVersion());

  constructor(
    db: Database,
    readonly files: SqliteFiles,
    readonly patienceMs = PATIENCE_MS,
  ) {
    super(db);
    this.wake = new Wake(files.wake);
  }

  /** Runs `body` over one consistent view of the database. */
  async read<T>(body: (tx: Tx) => T): Promise<T> {
    return this.#explained(() => patiently(this.patienceMs, () => this.#transact("BEGIN", () => body(this.#tx))));
  }

  /**
   * Runs `body` in a write transaction once it is its turn; all of it is durable when this resolves, or none of it. Those that
   * wait together share one transaction, since a commit costs as much for one as for many. If `body` throws, only its own call
   * fails; but then that of another is run again, without it, from the beginning. What it adds to the sums, all of them write.
   * Rejects with `StoreRefused`, too, when the database was replaced or deleted: what was committed then is in no file.
   */
  async write<T>(urgency: Urgency, body: (tx: Tx, sums: Sums) => T): Promise<T> {
    const result = await this.#explained(() => this.#inTurn(body));
    // Only after COMMIT has returned: who wakes earlier would look too early.
    this.wake.touch(urgency);
    if (urgency === "now") for (const listener of this.listeners) listener();
    return result;
  }

  /** Moves whenever another connection has committed anything. A failure counts as a move: whoever looks then meets it. */
  dataVersion(): number {
    try {
      return this.get<{ data_version: number }>("PRAGMA data_version")?.data_version ?? 0;
    } catch {
      return Number.NaN;
    }
  }

  async close(): Promise<void> {
    await this.#writing;
    this.wake.close();
    this.finalize();
    // Throws should a statement be left: its database, and the WAL, would stay open unseen.
    this.db.close(true);
  }

  #inTurn<T>(body: (tx: Tx, sums: Sums) => T): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const run = (tx: Tx, sums: Sums) => {
      const result = body(tx, sums);
      return () => resolve(result);
    };
    this.#waiting.push({ run, reject });
    this.#writing ??= this.#writeWaiting();
    return promise;
  }

  async #writeWaiting(): Promise<void> {
    // Whoever asks in the same breath comes along.
    await null;
    while (this.#waiting.length > 0) {
      await this.#gap.keep();
      await this.#writeTogether(this.#waiting.splice(0));
      this.#gap.wrote();
    }
    // In the same breath as the last look: whoever asks later has to begin anew.
    this.#writing = null;
  }

  async #writeTogether(writes: readonly Write[]): Promise<void> {
    let running: Write | null = null;
    let adding = false;
    try {
      // Before: a WAL of others, should ours be gone, must not meet what a checkpoint brings from it into the database.
      this.identity?.check();
      const answers = await patiently(this.patienceMs, () =>
        this.#transact("BEGIN IMMEDIATE", () => {
          const sums = new Sums();
          const answers = writes.map((write) => {
            running = write;
            return write.run(this.#tx, sums);
          });
          running = null;
          adding = true;
          sums.apply(this.#tx);
          adding = false;
          return answers;
        }),
      );
      // After the commit and before anybody hears of it: who looked earlier would acknowledge what is nowhere.
      this.identity?.check();
      for (const answer of answers) answer();
    } catch (error) {
      // What they add up to was refused: each by itself, so that only the one whose share it is fails.
      if (adding && writes.length > 1) {
        for (const write of writes) await this.#writeTogether([write]);
        return;
      }
      // Savepoints would save the others from coming again, but make each write four times as slow. And if it was the COMMIT
      // that failed, nobody knows whether it happened: all are told.
      const failed = running === null ? writes : [running];
      for (const { reject } of failed) reject(error);
      this.#waiting.unshift(...writes.filter((write) => !failed.includes(write)));
    }
  }

  /** For whoever runs within a transaction: until that has ended, nothing else runs here. */
  get #tx(): Tx {
    return this as unknown as Tx;
  }

  #transact<T>(begin: string, body: () => T): T {
    this.prepared(begin).run();
    try {
      const result = body();
      this.prepared("COMMIT").run();
      return result;
    } catch (error) {
      // Some errors have rolled back by themselves.
      if (this.db.inTransaction) this.prepared("ROLLBACK").run();
      throw error;
    }
  }

  async #explained<T>(action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      throw explain(error, this.files.database);
    }
  }
}
