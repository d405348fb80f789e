import { Database } from "bun:sqlite";
import { join } from "node:path";
import { type Benchmark, type Context, sized } from "../measuring/benchmark.ts";
import type { Candidate } from "../measuring/candidate.ts";
import { compare } from "../measuring/compare.ts";
import { lacksCompiler } from "../running/compiled.ts";
import { childrenCpuMs, cpuMs, lacksProc, mainThreadCpuMs } from "../running/proc.ts";
import { Queuectl } from "../running/queuectl.ts";
import { spawnLoop } from "../running/spawn-loop.ts";

const WORKERS = 4;
const LINE = "true";

type Time = "main" | "own" | "all";
type Bytes = "waiting" | "completed" | "printed";

/** Processor time, which other load bends less than the clock's, and room: what docs/scaling.md reckons with. */
export const cost: Benchmark = {
  name: "cost",
  about: "what one job costs: processor time, of the runner and with the command `true`, and bytes of the file",
  target: "none: the drain has one",

  async *run(context) {
    yield* compare<Time>(context, {
      candidates: [ours(context), loop(context)],
      figures: {
        main: { what: "processor time, the runner's main thread", unit: "ms", better: "less" },
        own: { what: "processor time, the runner's own", unit: "ms", better: "less" },
        all: { what: "processor time, with the command", unit: "ms", better: "less" },
      },
    });
    yield* compare<Bytes>(
      { ...context, rounds: 1 },
      {
        candidates: [room(context)],
        figures: {
          waiting: { what: "a job that waits", unit: "bytes", better: "less" },
          completed: { what: "a completed job", unit: "bytes", better: "less" },
          printed: { what: "a completed job that printed 1,000 bytes", unit: "bytes", better: "less" },
        },
      },
    );
  },
};

function jobs(context: Context): number {
  return sized(context, { full: 6_000, quick: 2_000, tiny: 20 });
}

function ours(context: Context): Candidate<Time> {
  return {
    name: "queuectl",
    role: "ours",
    lacks: lacksProc,
    async measure() {
      await using queuectl = await Queuectl.on(context);
      const { pid } = await queuectl.startRunner("--count", String(WORKERS));
      const before = spent(pid);
      await queuectl.enqueueMany(jobs(context), LINE);
      await queuectl.completed(jobs(context));
      const after = spent(pid);
      const each = (time: Time) => (after[time] - before[time]) / jobs(context);
      return { main: each("main"), own: each("own"), all: each("all") };
    },
  };
}

function spent(pid: number): Record<Time, number> {
  const own = cpuMs(pid);
  return { main: mainThreadCpuMs(pid), own, all: own + childrenCpuMs(pid) };
}

function loop(context: Context): Candidate<Time> {
  return {
    name: "posix_spawn",
    role: "limit",
    lacks: lacksCompiler,
    async measure() {
      const work = { line: LINE, jobs: jobs(context), workers: WORKERS };
      const { ownSeconds, childrenSeconds } = await spawnLoop(context, work);
      return { own: (ownSeconds * 1e3) / work.jobs, all: ((ownSeconds + childrenSeconds) * 1e3) / work.jobs };
    },
  };
}

/** From the size of the database with and without the jobs: what they need, not what the file has in reserve. */
function room(context: Context): Candidate<Bytes> {
  const each = (bytes: number) => bytes / jobs(context);
  return {
    name: "queuectl",
    role: "ours",
    async measure() {
      await using queuectl = await Queuectl.on(context);
      await queuectl.call("init");
      const empty = used(queuectl);
      await queuectl.enqueueMany(jobs(context), LINE);
      const waiting = used(queuectl);
      await queuectl.call("worker", "start", "--count", String(WORKERS), "--until-empty");
      const completed = used(queuectl);
      await queuectl.enqueueMany(jobs(context), "head -c 1000 /dev/zero");
      await queuectl.call("worker", "start", "--count", String(WORKERS), "--until-empty");
      return {
        waiting: each(waiting - empty),
        completed: each(completed - empty),
        printed: each(used(queuectl) - completed),
      };
    },
  };
}

function used({ folder }: Queuectl): number {
  using db = new Database(join(folder, "queue.db"), { readonly: true });
  const of = (name: string) => Object.values(db.query(`PRAGMA ${name}`).get() as Record<string, number>)[0] ?? 0;
  return (of("page_count") - of("freelist_count")) * of("page_size");
}
