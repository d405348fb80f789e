import { Changes, type JobStore, type RunnerRecord } from "@queuectl/core";
import { isHere } from "./ask-to-stop.ts";

/** A process says nothing when it ends, right after its runner has left the store. */
const LOOK_MS = 20;

/**
 * Waits until runners have left the store and their processes are gone. Resolves to those that remain at the deadline, or when
 * `calledOff` finds among those that are listed a reason not to wait any more.
 */
export async function untilGone(
  store: JobStore,
  runners: readonly RunnerRecord[],
  /** `null`: as long as it takes. */
  withinMs: number | null,
  now: () => number,
  calledOff: (listed: readonly RunnerRecord[]) => boolean = () => false,
): Promise<RunnerRecord[]> {
  if (runners.length === 0) return [];
  using changes = new Changes(store);
  const deadline = withinMs === null ? Number.POSITIVE_INFINITY : now() + withinMs;
  for (;;) {
    const records = await store.runners(now());
    const listed = new Map(records.map((runner) => [runner.id, runner]));
    const left = runners.filter((runner) => isHere(runner) || isListed(listed.get(runner.id)));
    const leaving = left.some((runner) => !listed.has(runner.id));
    const remains = deadline - now();
    if (left.length === 0 || remains <= 0 || calledOff(records)) return left;
    await changes.next(Math.min(leaving ? LOOK_MS : 1_000, remains));
  }
}

/** One whose process ended without leaving is as gone as it will be until another runner rescues what it left. */
function isListed(runner: RunnerRecord | undefined): boolean {
  return runner !== undefined && runner.alive !== false;
}
