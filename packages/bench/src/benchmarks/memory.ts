import { type Benchmark, type Context, sized } from "../measuring/benchmark.ts";
import type { Candidate } from "../measuring/candidate.ts";
import { compare } from "../measuring/compare.ts";
import { atMost } from "../measuring/target.ts";
import { BareWorkers } from "../running/bare-workers.ts";
import { forgetPeak, lacksProc, peakRssMb, rssMb } from "../running/proc.ts";
import { Queuectl } from "../running/queuectl.ts";
import { pause } from "../running/until.ts";

/** What the targets say of an idle runner, by its workers, in MB. */
const IDLE: Readonly<Record<number, number>> = { 4: 60, 64: 160 };

type Figure = "idle" | "busy";

/** Idle for a moment, then at its peak while it executes `true`. */
export const memory: Benchmark = {
  name: "memory",
  about: "the resident memory of a runner, idle and at its peak while it executes short commands",
  target: "idle: ≤ 60 MB with 4 workers, ≤ 160 MB with 64",

  async *run(context) {
    for (const workers of sized(context, { full: [1, 4, 16, 64], quick: [4, 64], tiny: [2] })) {
      const ideal = IDLE[workers];
      const who = `${workers} ${workers === 1 ? "worker" : "workers"}`;
      yield* compare<Figure>(context, {
        candidates: [ours(context, workers), bare(context, workers)],
        figures: {
          idle: {
            what: `${who}, idle`,
            unit: "MB",
            better: "less",
            targets: ideal === undefined ? [] : [atMost(ideal)],
          },
          busy: { what: `${who}, busy`, unit: "MB", better: "less" },
        },
      });
    }
  },
};

function jobs(context: Context): number {
  return sized(context, { full: 1_000, quick: 300, tiny: 4 });
}

async function measured(
  context: Context,
  pid: number,
  execute: () => Promise<unknown>,
): Promise<Record<Figure, number>> {
  await pause(context.signal, sized(context, { full: 2_000, quick: 1_000, tiny: 10 }));
  const idle = rssMb(pid);
  forgetPeak(pid);
  await execute();
  return { idle, busy: peakRssMb(pid) };
}

function ours(context: Context, workers: number): Candidate<Figure> {
  return {
    name: "queuectl",
    role: "ours",
    lacks: lacksProc,
    async measure() {
      await using queuectl = await Queuectl.on(context);
      const { pid } = await queuectl.startRunner("--count", String(workers));
      return await measured(context, pid, async () => {
        await queuectl.enqueueMany(jobs(context), "true");
        await queuectl.completed(jobs(context));
      });
    },
  };
}

function bare(context: Context, workers: number): Candidate<Figure> {
  return {
    name: "bare Workers",
    role: "limit",
    lacks: lacksProc,
    async measure() {
      await using pool = await BareWorkers.start(context, workers, jobs(context), "true");
      return await measured(context, pool.process.pid, () => pool.drain());
    },
  };
}
