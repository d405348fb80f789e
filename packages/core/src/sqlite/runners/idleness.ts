import type { Connection } from "../database/connection.ts";
import { explain, isBusy } from "../database/failures.ts";
import { readSize } from "../database/size.ts";

/** So long without work, and a runner has time for the WAL. */
const REST_MS = 10_000;
/** More than heartbeats alone write in a quarter of an hour: others have worked, with what this runner does not serve. */
const MUCH_WAL_BYTES = 1_048_576;

/**
 * Folds the WAL back into the database when a runner has nothing better to do: once for each time that it worked, or that others
 * wrote much. While somebody reads what an older part of the WAL says, it cannot be emptied: the next call tries again.
 */
export class Idleness {
  #workedAt: number | null;

  constructor(private readonly elapsed: () => number = () => performance.now()) {
    this.#workedAt = elapsed();
  }

  stir(): void {
    this.#workedAt = this.elapsed();
  }

  /** Call it now and then, with each heartbeat. */
  rest(connection: Connection): void {
    const resting = this.#workedAt === null || this.elapsed() - this.#workedAt >= REST_MS;
    const owed = this.#workedAt !== null || readSize(connection.files).walBytes > MUCH_WAL_BYTES;
    if (!resting || !owed) return;
    try {
      const done = connection.get<{ busy: number }>("PRAGMA wal_checkpoint(TRUNCATE)");
      // Beside a reader it folds in as much as may be, and says "busy" instead of failing.
      if (done?.busy === 0) this.#workedAt = null;
    } catch (error) {
      if (!isBusy(error)) throw explain(error, connection.files.database);
    }
  }
}
