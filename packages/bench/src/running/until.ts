import { setTimeout } from "node:timers/promises";

/** Waits so long; rejects as soon as the run is interrupted. */
export async function pause(signal: AbortSignal, ms: number): Promise<void> {
  await setTimeout(ms, undefined, { signal });
}

/** Waits for a state. Rejects when it does not come within two minutes, and when the run is interrupted. */
export async function until(
  signal: AbortSignal,
  what: string,
  reached: () => boolean | Promise<boolean>,
  everyMs = 10,
): Promise<void> {
  const deadline = performance.now() + 120_000;
  while (!(await reached())) {
    if (performance.now() > deadline) throw new Error(`never came: ${what}`);
    await pause(signal, everyMs);
  }
}
