import { ENDINGS, type Ending, isFailure, NO_TIMES } from "@queuectl/core";

/** A histogram that is being counted. */
export interface Times {
  counts: number[];
  sumMs: number;
}

/** What was counted since the beginning: the port's totals, open to change. */
export interface MemoryTotals {
  readonly attempts: Record<Ending, number>;
  readonly durations: Record<Ending, Times>;
  readonly waits: Times;
  readonly starts: Times;
  retries: number;
  dead: number;
  rescues: number;
  enqueued: number;
}

/** The totals of a new store. */
export function noTotals(): MemoryTotals {
  const byEnding = <T>(of: () => T) => Object.fromEntries(ENDINGS.map((ending) => [ending, of()])) as Record<Ending, T>;
  const noTimes = (): Times => ({ ...NO_TIMES, counts: [...NO_TIMES.counts] });
  return {
    attempts: byEnding(() => 0),
    durations: byEnding(noTimes),
    waits: noTimes(),
    starts: noTimes(),
    retries: 0,
    dead: 0,
    rescues: 0,
    enqueued: 0,
  };
}

/** How many attempts ended well and badly. */
export function outcomesIn({ attempts }: Pick<MemoryTotals, "attempts">): { completed: number; failed: number } {
  const failed = ENDINGS.filter(isFailure).reduce((sum, ending) => sum + attempts[ending], 0);
  return { completed: attempts.completed, failed };
}
