import { type Benchmark, type Context, sized } from "../measuring/benchmark.ts";
import type { Candidate } from "../measuring/candidate.ts";
import { compare } from "../measuring/compare.ts";
import { atLeast, atMost } from "../measuring/target.ts";
import { drainRate } from "../running/drain-rate.ts";
import { Queuectl } from "../running/queuectl.ts";
import { pause } from "../running/until.ts";

/** Always as many workers, so that only the number of runners differs. */
const WORKERS = 16;
/** Often enough for 50 of them to keep half a core busy, and no more: a machine full of enqueuers would say nothing of runners. */
const EVERY_MS = 2_000;

type Figure = "rate" | "errors";

/** Runners beside each other drain one store, while processes enqueue more of the same. */
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
      await warmUp(queuectl, sized(context, { full: 1_000, quick: 500, tiny: 4 }) * runners);
      const jobs = sized(context, { full: 6_000, quick: 3_000, tiny: 20 });
      await queuectl.enqueueMany(jobs, "true");
      const drained = new AbortController();
      const beside = Array.from({ length: enqueuers }, () => enqueuer(context, queuectl, drained.signal));
      const done = queuectl.completed(jobs).finally(() => drained.abort());
      const [, ...counts] = await Promise.all([done, ...beside]);
      const enqueued = total(counts);
      await queuectl.completed(jobs + enqueued.stored);
      const troubles = (await queuectl.logs()).match(/trying again/g)?.length ?? 0;
      return { rate: await drainRate(queuectl, jobs), errors: enqueued.refused + troubles };
    },
  };
}

/** Each runner compiles for half a second, which several would otherwise seem to lose to each other. */
async function warmUp(queuectl: Queuectl, jobs: number): Promise<void> {
  await queuectl.enqueueMany(jobs, "true");
  await queuectl.completed(jobs);
  await queuectl.call("prune");
}

interface Enqueued {
  readonly stored: number;
  readonly refused: number;
}

/** One job after the other, each by a process of its own, until the others are drained. */
async function enqueuer(context: Context, queuectl: Queuectl, drained: AbortSignal): Promise<Enqueued> {
  let stored = 0;
  let refused = 0;
  while (!drained.aborted) {
    await queuectl.call("enqueue", "-c", "true").then(
      () => stored++,
      () => refused++,
    );
    await pause(AbortSignal.any([drained, context.signal]), EVERY_MS).catch(() => context.signal.throwIfAborted());
  }
  return { stored, refused };
}

function total(all: readonly Enqueued[]): Enqueued {
  return all.reduce((sum, { stored, refused }) => ({ stored: sum.stored + stored, refused: sum.refused + refused }), {
    stored: 0,
    refused: 0,
  });
}
