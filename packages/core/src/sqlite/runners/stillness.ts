import type { RunnerRow } from "../jobs/rows.ts";

/**
 * How long each runner's heartbeat has not moved, as this process has seen it. The difference to the wall clock will not
 * do: set forward, it would make all runners of another pid namespace look dead at once, and set back, none for hours.
 */
export class Stillness {
  #seen = new Map<string, { readonly heartbeatAt: number; readonly since: number }>();

  constructor(private readonly elapsed: () => number = () => performance.now()) {}

  /** Call it with all runners that there are: the others are forgotten. Gives milliseconds by id. */
  look(runners: readonly Pick<RunnerRow, "id" | "heartbeat_at">[]): ReadonlyMap<string, number> {
    const now = this.elapsed();
    const before = this.#seen;
    this.#seen = new Map();
    const stillFor = new Map<string, number>();
    for (const { id, heartbeat_at: heartbeatAt } of runners) {
      const known = before.get(id);
      const since = known?.heartbeatAt === heartbeatAt ? known.since : now;
      this.#seen.set(id, { heartbeatAt, since });
      stillFor.set(id, now - since);
    }
    return stillFor;
  }
}
