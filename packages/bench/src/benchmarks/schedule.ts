import { join } from "node:path";
import { type Benchmark, type Context, sized } from "../measuring/benchmark.ts";
import type { Candidate } from "../measuring/candidate.ts";
import { compare } from "../measuring/compare.ts";
import { plainEnvironment } from "../measuring/peer.ts";
import { quantile } from "../measuring/quantile.ts";
import { atMost } from "../measuring/target.ts";
import { type Began, Clock } from "../running/clock.ts";
import { run } from "../running/processes.ts";
import { Queuectl } from "../running/queuectl.ts";

const BETWEEN_MS = 25;

type Figure = "p50" | "p99" | "retries50" | "retries99";

/** Jobs that say when they begin, held against the instants at which they were due; every other one fails and is retried. */
export const schedule: Benchmark = {
  name: "schedule",
  about: "how late the first instruction of a scheduled job, and of a retry, runs",
  target: "p99 ≤ 15 ms, retries included",

  async *run(context) {
    yield* compare<Figure>(context, {
      candidates: [ours(context), timer(context)],
      figures: {
        p50: { what: "scheduled, p50", unit: "ms", better: "less" },
        p99: { what: "scheduled, p99", unit: "ms", better: "less", targets: [atMost(15)] },
        retries50: { what: "retries, p50", unit: "ms", better: "less" },
        retries99: { what: "retries, p99", unit: "ms", better: "less", targets: [atMost(15)] },
      },
    });
  },
};

/** When so many jobs are due. */
function instants(context: Context): number[] {
  const count = sized(context, { full: 100, quick: 40, tiny: 4 });
  // Until the first one the jobs are stored.
  const first = Date.now() + sized(context, { full: 2_000, quick: 2_000, tiny: 500 });
  return Array.from({ length: count }, (_, at) => first + at * BETWEEN_MS);
}

function ours(context: Context): Candidate<Figure> {
  return {
    name: "queuectl",
    role: "ours",
    lacks: Clock.lacks,
    async measure() {
      const clock = await Clock.on(context);
      await using queuectl = await Queuectl.on(context);
      await queuectl.startRunner("--count", "4");
      const due = instants(context);
      const jobs = due.map((instant, at) => ({
        id: String(at),
        command: at % 2 === 0 ? clock.command : clock.failingFirst,
        run_at: new Date(instant).toISOString(),
        max_retries: 1,
        // 1 to any power: every retry is due one second after the failure.
        backoff_base: 1,
      }));
      await queuectl.enqueue(jobs);
      const began = await clock.began(due.length + Math.floor(due.length / 2));
      const first = began
        .filter(({ attempt }) => attempt === 1)
        .map(({ id, wallMs }) => wallMs - (due[Number(id)] ?? Number.NaN));
      const retries = await Promise.all(
        began.filter(({ attempt }) => attempt === 2).map((each) => lateness(queuectl, each)),
      );
      return {
        p50: quantile(first, 0.5),
        p99: quantile(first, 0.99),
        retries50: quantile(retries, 0.5),
        retries99: quantile(retries, 0.99),
      };
    },
  };
}

async function lateness(queuectl: Queuectl, { id, wallMs }: Began): Promise<number> {
  const job = JSON.parse(await queuectl.call("show", id, "--json"));
  return wallMs - (Date.parse(job.attempt_history[0].finished_at) + 1_000);
}

/** A process that has nothing else to do. */
function timer(context: Context): Candidate<Figure> {
  return {
    name: "setTimeout and Bun.spawn",
    role: "limit",
    lacks: Clock.lacks,
    async measure() {
      const clock = await Clock.on(context);
      const due = instants(context);
      const argv = [process.execPath, join(import.meta.dir, "../bare/timer.ts"), ...clock.command, ...due.map(String)];
      await run(argv, { cwd: context.folder, env: plainEnvironment(context.folder) });
      const late = (await clock.began(due.length)).map(({ wallMs }, at) => wallMs - (due[at] ?? Number.NaN));
      return { p50: quantile(late, 0.5), p99: quantile(late, 0.99) };
    },
  };
}
