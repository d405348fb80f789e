import { type Benchmark, type Context, sized } from "../measuring/benchmark.ts";
import type { Candidate } from "../measuring/candidate.ts";
import { compare } from "../measuring/compare.ts";
import { plainEnvironment, type WaitingQueue } from "../measuring/peer.ts";
import { quantile } from "../measuring/quantile.ts";
import { atMost } from "../measuring/target.ts";
import { PEERS } from "../peers/peers.ts";
import { Clock } from "../running/clock.ts";
import { cpuMs, lacksProc } from "../running/proc.ts";
import { Queuectl } from "../running/queuectl.ts";
import { stamped } from "../running/stamp.ts";
import { pause } from "../running/until.ts";

const WORKERS = "4";
/** Long enough for a runner to be idle again, which is the case that is measured. */
const BETWEEN_MS = 20;

type Figure = "p50" | "p99" | "whole";

/** One job at a time, whose command is a program that writes the time; the answer is seen by a C program, too. */
export const pickup: Benchmark = {
  name: "pickup",
  about:
    "how long after enqueue's answer a job's first instruction runs on an idle runner, and what the runner costs idle",
  target: "p50 ≤ 3 ms, p99 ≤ 10 ms, ≤ 0.1 % of a core while idle",

  async *run(context) {
    const peers = PEERS.flatMap(({ wait, ...peer }) =>
      wait === undefined ? [] : waiting(context, "peer", peer, () => wait(context)),
    );
    const ours = waiting(context, "ours", { name: "queuectl", lacks: () => null }, async () => {
      const queuectl = await Queuectl.on(context);
      await queuectl.startRunner("--count", WORKERS);
      return queuectl.waiting();
    });
    yield* compare<Figure>(context, {
      candidates: [ours, forkAndExec(context), ...peers],
      figures: {
        p50: { what: "from the answer, p50", unit: "ms", better: "less", targets: [atMost(3)] },
        p99: { what: "from the answer, p99", unit: "ms", better: "less", targets: [atMost(10)] },
        whole: { what: "from the call, p50", unit: "ms", better: "less" },
      },
    });
    const seconds = sized(context, { full: 60, quick: 10, tiny: 0.2 });
    yield* compare(
      { ...context, rounds: 1 },
      {
        candidates: [idle(context, seconds)],
        figures: { cpu: { what: `idle for ${seconds} s`, unit: "%", better: "less", targets: [atMost(0.1)] } },
      },
    );
  },
};

function samples(context: Context): number {
  return sized(context, { full: 100, quick: 30, tiny: 2 });
}

/** A queue that waits for jobs. */
function waiting(
  context: Context,
  role: Candidate["role"],
  { name, lacks }: { name: string; lacks: () => string | null },
  open: () => Promise<WaitingQueue>,
): Candidate<Figure> {
  let queue: WaitingQueue | null = null;
  return {
    name,
    role,
    lacks: () => lacks() ?? Clock.lacks(),
    async prepare() {
      queue = await open();
    },
    async measure() {
      const clock = await Clock.on(context);
      const pickups: number[] = [];
      const wholes: number[] = [];
      for (let sample = 1; sample <= samples(context); sample++) {
        await pause(context.signal, BETWEEN_MS);
        const argv = queue?.enqueue(clock.command) ?? [];
        const { startedMs, answeredMs } = await stamped(context, argv, { cwd: context.folder, env: queue?.env ?? {} });
        const beganMs = (await clock.began(sample)).at(-1)?.monotonicMs ?? Number.NaN;
        pickups.push(beganMs - answeredMs);
        wholes.push(beganMs - startedMs);
      }
      return { p50: quantile(pickups, 0.5), p99: quantile(pickups, 0.99), whole: quantile(wholes, 0.5) };
    },
    end: async () => queue?.[Symbol.asyncDispose](),
  };
}

/** Nothing between the caller and the command. */
function forkAndExec(context: Context): Candidate<Figure> {
  return {
    name: "fork + exec",
    role: "limit",
    lacks: Clock.lacks,
    async measure() {
      const clock = await Clock.on(context);
      const took: number[] = [];
      for (let sample = 1; sample <= samples(context); sample++) {
        await pause(context.signal, BETWEEN_MS);
        const surroundings = { cwd: context.folder, env: plainEnvironment(context.folder) };
        const { startedMs } = await stamped(context, clock.command, surroundings);
        took.push(((await clock.began(sample)).at(-1)?.monotonicMs ?? Number.NaN) - startedMs);
      }
      return { p50: quantile(took, 0.5), p99: quantile(took, 0.99), whole: quantile(took, 0.5) };
    },
  };
}

function idle(context: Context, seconds: number): Candidate<"cpu"> {
  return {
    name: "queuectl",
    role: "ours",
    lacks: lacksProc,
    async measure() {
      await using queuectl = await Queuectl.on(context);
      const { pid } = await queuectl.startRunner("--count", WORKERS);
      // What a start leaves to be done is not idleness.
      await pause(context.signal, sized(context, { full: 3_000, quick: 1_000, tiny: 100 }));
      const before = cpuMs(pid);
      await pause(context.signal, seconds * 1_000);
      return { cpu: ((cpuMs(pid) - before) / (seconds * 1_000)) * 100 };
    },
  };
}
