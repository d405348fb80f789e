import { accessSync, constants, statfsSync } from "node:fs";
import type { HealthCheck, StoreHealth } from "../../store/reading.ts";
import type { Connection } from "../database/connection.ts";
import { explain, isBusy } from "../database/failures.ts";
import { parentOf } from "../database/files.ts";

/** Below this, a commit or a checkpoint may soon fail. */
const SPACE_NEEDED = 16 * 1_048_576;
/** Runners and enqueuers hold the lock for milliseconds, and leave gaps. */
const LOCKED_AFTER_MS = 1_000;
const LOOK_AGAIN_MS = 3;

/** Asks for all that a write would need, and writes nothing. */
export async function readHealth(connection: Connection): Promise<StoreHealth> {
  const { database } = connection.files;
  const checks = [
    await check(database, "present", () => connection.identity?.check()),
    await check(database, "readable", () => connection.read((tx) => tx.get("SELECT count(*) FROM queues"))),
    await check(database, "writable", () => {
      // By path: neither opens the file.
      accessSync(database, constants.W_OK);
      accessSync(parentOf(database), constants.W_OK);
    }),
    await check(database, "unlocked", () => unlocked(connection)),
    await check(database, "space", () => {
      const { bavail, bsize } = statfsSync(parentOf(database));
      if (bavail * bsize < SPACE_NEEDED) throw new Error("less than 16 MiB of disk are free");
    }),
  ];
  return { ok: checks.every(({ ok }) => ok), checks };
}

/** Takes the write lock and gives it back, or sees that somebody else has. Throws when others do not let go of it. */
async function unlocked(connection: Connection): Promise<void> {
  const deadline = performance.now() + LOCKED_AFTER_MS;
  const before = connection.dataVersion();
  for (;;) {
    try {
      // In one go: whatever else this connection writes comes before or after.
      connection.prepared("BEGIN IMMEDIATE").run();
      connection.prepared("ROLLBACK").run();
      return;
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error;
    }
    await Bun.sleep(LOOK_AGAIN_MS);
    // A busy runner is hardly ever met between two of its commits; but each of them let go of the lock.
    if (connection.dataVersion() !== before) return;
  }
}

async function check(database: string, name: string, probe: () => unknown): Promise<HealthCheck> {
  try {
    await probe();
    return { name, ok: true, reason: null };
  } catch (error) {
    const reason = name === "space" ? (error as Error).message : (explain(error, database) as Error).message;
    return { name, ok: false, reason };
  }
}
