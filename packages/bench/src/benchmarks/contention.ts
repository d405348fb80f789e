import { type Benchmark, type Context, sized } from "../benchmark.ts";
import type { Candidate } from "../candidate.ts";
import { compare } from "../compare.ts";
import { drained } from "../drained.ts";
import { Queuectl } from "../queuectl.ts";
import { atLeast, atMost } from "../target.ts";

/** Always as many workers, so that only the number of runners differs. */
const WORKERS = 16;

type Figure = "rate" | "errors";

/** Runners beside each other on one store, and processes that enqueue all the while. */
export const contention: Benchmark = {
  name: "contention",
  about: `what several runners on one store, ${WORKERS} workers in all, lose to each other while others enqueue`,
  target: "no lock error; 4 runners ≥ 0.9 of one",

  async *run(context) {
    const enqueuers = sized(context, { full: 50, quick: 50, tiny: 2 });
    for (const runners of sized(context, { full: [4, 16], quick: [4], tiny: [2] })) {
      const what = `${runners} runners, ${enqueuers} enqueuers`;
      const targets = runners === 4 ? [atLeast(0.9, "limit")] : [];
      yield* compare<Figure>(context, {
        candidates: [together(context, runners, enqueuers), together(context, 1, enqueuers)],
        figures: {
          rate: { what, unit: "/s", better: "more", targets },
          errors: { what: `${what}: errors`, unit: "", better: "less", targets: [atMost(0)] },
        },
      });
    }
  },
};

function together(context: Context, runners: number, enqueuers: number): Candidate<Figure> {
  return {
    name: runners === 1 ? "one runner" : "queuectl",
    role: runners === 1 ? "limit" : "ours",
    async measure() {
      await using queuectl = await Queuectl.on(context);
      const workers = String(WORKERS / runners);
      await Promise.all(Array.from({ length: runners }, () => queuectl.startRunner("--count", workers)));
      const bulk = sized(context, { full: 2_000, quick: 500, tiny: 20 });
      const each = sized(context, { full: 4, quick: 2, tiny: 1 });
      await queuectl.enqueue(Array.from({ length: bulk }, () => ({ command: "true" })));
      const refused = await Promise.all(Array.from({ length: enqueuers }, () => enqueuer(queuectl, each)));
      const failures = refused.flat();
      const jobs = bulk + enqueuers * each - failures.length;
      await queuectl.completed(jobs);
      const troubles = (await queuectl.logs()).match(/trying again/g)?.length ?? 0;
      return { rate: await drained(queuectl, jobs), errors: failures.length + troubles };
    },
  };
}

/** One after the other, each a process; resolves to what went wrong. */
async function enqueuer(queuectl: Queuectl, jobs: number): Promise<unknown[]> {
  const failures: unknown[] = [];
  for (let job = 0; job < jobs; job++) {
    await queuectl.call("enqueue", "-c", "true").catch((error: unknown) => failures.push(error));
  }
  return failures;
}
