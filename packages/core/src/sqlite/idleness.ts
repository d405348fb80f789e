import type { Connection } from "./connection.ts";
import { isBusy } from "./failures.ts";

/** So long without work, and a runner has time for the WAL. */
const REST_MS = 10_000;

/** Folds the WAL back into the database when a runner has nothing better to do, and once for each time it worked. */
export class Idleness {
  #workedAt: number | null = performance.now();

  stir(): void {
    this.#workedAt = performance.now();
  }

  rest(connection: Connection): void {
    if (this.#workedAt === null || performance.now() - this.#workedAt < REST_MS) return;
    try {
      connection.run("PRAGMA wal_checkpoint(TRUNCATE)");
      this.#workedAt = null;
    } catch (error) {
      if (!isBusy(error)) throw error;
    }
  }
}
