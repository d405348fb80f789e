import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Benchmark, type Context, sized } from "../measuring/benchmark.ts";
import type { Candidate } from "../measuring/candidate.ts";
import { compare } from "../measuring/compare.ts";
import { plainEnvironment } from "../measuring/peer.ts";
import { atMost } from "../measuring/target.ts";
import { lacksCompiler } from "../running/compiled.ts";
import { drainRate } from "../running/drain-rate.ts";
import { cpuMs, forgetPeak, lacksProc, peakRssMb, rssMb } from "../running/proc.ts";
import { run, timed } from "../running/processes.ts";
import { Queuectl } from "../running/queuectl.ts";
import { spawnLoop } from "../running/spawn-loop.ts";

const WORKERS = 4;
const EACH_BYTES = 100_000;

type Figure = "rate" | "cpu" | "growth";

/** One job that copies a large file to its stdout, then many that write a little: the rate, and what each costs the runner. */
export const output: Benchmark = {
  name: "output",
  about: "how fast jobs can write, and what their output costs the runner",
  target: "the flood: ≤ 5 % of a core, and no more than 20 MB more memory",

  async *run(context) {
    const bytes = sized(context, { full: 2e9, quick: 2e8, tiny: 1e6 });
    const source = join(context.folder, "output-source");
    const surroundings = { cwd: context.folder, env: plainEnvironment(context.folder) };
    await run(["sh", "-c", `head -c ${bytes} /dev/zero > ${source}`], surroundings);
    try {
      const what = `one job, ${bytes / 1e6} MB`;
      yield* compare<Figure>(context, {
        candidates: [flood(context, source, bytes), copy(context, source, bytes)],
        figures: {
          rate: { what, unit: "MB/s", better: "more" },
          cpu: { what: `${what}: CPU`, unit: "%", better: "less", targets: [atMost(5)] },
          growth: { what: `${what}: memory, more`, unit: "MB", better: "less", targets: [atMost(20)] },
        },
      });
      const jobs = sized(context, { full: 1_000, quick: 200, tiny: 4 });
      const line = `head -c ${EACH_BYTES} ${source}`;
      const many = `${jobs} jobs, ${EACH_BYTES / 1e3} kB each`;
      yield* compare<Figure>(context, {
        candidates: [trickle(context, line, jobs), files(context, line, jobs)],
        figures: {
          rate: { what: many, unit: "/s", better: "more" },
          cpu: { what: `${many}: CPU`, unit: "%", better: "less" },
          growth: { what: `${many}: memory, more`, unit: "MB", better: "less" },
        },
      });
    } finally {
      await rm(source, { force: true });
    }
  },
};

function flood(context: Context, source: string, bytes: number): Candidate<Figure> {
  return {
    name: "queuectl",
    role: "ours",
    lacks: lacksProc,
    async measure() {
      const { jobsPerSecond, ...cost } = await executed(context, [{ command: ["cat", source] }]);
      return { rate: (jobsPerSecond * bytes) / 1e6, ...cost };
    },
  };
}

function copy({ folder }: Context, source: string, bytes: number): Candidate<Figure> {
  return {
    name: "cp",
    role: "limit",
    async measure() {
      const copied = join(folder, "output-copy");
      const ms = timed(["cp", source, copied], { cwd: folder, env: plainEnvironment(folder) });
      await rm(copied);
      return { rate: bytes / 1e3 / ms };
    },
  };
}

function trickle(context: Context, line: string, jobs: number): Candidate<Figure> {
  return {
    name: "queuectl",
    role: "ours",
    lacks: lacksProc,
    async measure() {
      const all = Array.from({ length: jobs }, () => ({ command: line }));
      const { jobsPerSecond, ...cost } = await executed(context, all);
      return { rate: jobsPerSecond, ...cost };
    },
  };
}

function files(context: Context, line: string, jobs: number): Candidate<Figure> {
  return {
    name: "posix_spawn into files",
    role: "limit",
    lacks: lacksCompiler,
    async measure() {
      const into = await mkdtemp(join(context.folder, "files-"));
      const { seconds } = await spawnLoop(context, { line, jobs, workers: WORKERS }, into);
      await rm(into, { recursive: true });
      return { rate: jobs / seconds };
    },
  };
}

/** Has a runner execute the jobs: how fast, at which share of a core, and with how much more memory than before. */
async function executed(context: Context, jobs: readonly { command: string | string[] }[]) {
  await using queuectl = await Queuectl.on(context);
  const { pid } = await queuectl.startRunner("--count", String(WORKERS));
  const before = { cpuMs: cpuMs(pid), rssMb: rssMb(pid) };
  forgetPeak(pid);
  await queuectl.enqueue(jobs);
  await queuectl.completed(jobs.length);
  const spentMs = cpuMs(pid) - before.cpuMs;
  const growth = peakRssMb(pid) - before.rssMb;
  const jobsPerSecond = await drainRate(queuectl, jobs.length);
  return { jobsPerSecond, cpu: ((spentMs * jobsPerSecond) / (jobs.length * 1_000)) * 100, growth };
}
