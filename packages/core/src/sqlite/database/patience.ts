import { isBusy } from "./failures.ts";

/** How long a locked database is waited for. */
export const PATIENCE_MS = 30_000;
/** Between two tries. */
export const LONGEST_PAUSE_MS = 5;

/**
 * Makes `attempt` again while the database is locked, for `patienceMs`, then throws what it threw. Waits without blocking the
 * event loop, as SQLite's own busy timeout would, and jittered, so that those who wait do not meet again.
 */
export async function patiently<T>(patienceMs: number, attempt: () => T): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() > deadline) throw error;
    }
    await Bun.sleep(1 + (LONGEST_PAUSE_MS - 1) * Math.random());
  }
}
