import type { Violation } from "../scene/invariants.ts";
import type { Facts } from "./facts.ts";

const FINISHED: readonly string[] = ["completed", "dead", "cancelled"];

/** What the file itself must say, whatever happened to the program. */
export function* checkStored({ jobs, acknowledged, refused, counters, damage, terminal }: Facts): Generator<Violation> {
  for (const said of damage) yield { invariant: "integrity", detail: said };

  const stored = new Set(jobs.map(({ id }) => id));
  for (const id of acknowledged) {
    if (!stored.has(id)) yield { invariant: "acknowledged", detail: `${id} was acknowledged and is not there` };
  }
  for (const id of refused) {
    if (stored.has(id)) yield { invariant: "promise", detail: `${id} is there, though nothing was stored` };
  }

  if (terminal) {
    for (const { id, state } of jobs) {
      if (!FINISHED.includes(state)) yield { invariant: "terminal", detail: `${id} is still ${state}` };
    }
  }

  const recount = new Map<string, number>();
  for (const { queue, state } of jobs) recount.set(`${queue} ${state}`, (recount.get(`${queue} ${state}`) ?? 0) + 1);
  for (const { queue, state, jobs: counted } of counters) {
    const real = recount.get(`${queue} ${state}`) ?? 0;
    if (counted !== real)
      yield { invariant: "counters", detail: `${queue} ${state}: ${counted} counted, ${real} there` };
    recount.delete(`${queue} ${state}`);
  }
  for (const [what, real] of recount) yield { invariant: "counters", detail: `${what}: not counted, ${real} there` };
}
