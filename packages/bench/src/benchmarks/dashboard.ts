import { FIRST_PAGE } from "../dashboard/overview.ts";
import { type Server, Stage } from "../dashboard/stage.ts";
import { type Benchmark, type Context, sized } from "../measuring/benchmark.ts";
import type { Candidate } from "../measuring/candidate.ts";
import { compare } from "../measuring/compare.ts";
import type { FigureOf } from "../measuring/judge.ts";
import { quantile } from "../measuring/quantile.ts";
import { atLeast, atMost } from "../measuring/target.ts";
import { forgetPeak, lacksProc, peakRssMb, rssMb } from "../running/proc.ts";
import { pause } from "../running/until.ts";

const SERVERS: readonly Server[] = ["web", "worker start --http"];
const VISITORS = 5;
/** Between two visits, so that one does not wait for what the other has left. */
const BETWEEN_MS = 50;

const PAGES_AT_ONCE = 6;
const LONG_PAGE = "/api/v1/jobs?limit=300";
/** As much as a command may be, out of words as long as the system takes them; nobody executes it. */
const LARGE_JOB = { command: ["true", ...Array.from({ length: 10 }, () => "x".repeat(100_000))], delay: "1d" };

type Answer = keyof typeof FIRST_PAGE;
type Quantile = "p50" | "p99";
type Latency = `${Answer} ${Quantile}`;

/** What looking costs whoever looks, and whoever works meanwhile. */
export const dashboard: Benchmark = {
  name: "dashboard",
  about: "how soon the dashboard answers while a runner is busy in a deep store, and what five open dashboards cost it",
  target: "each answer ≤ 50 ms, p99; with five dashboards ≥ 0.97 of the drain without",

  async *run(context) {
    const jobs = sized(context, { full: 1_000_000, quick: 200_000, tiny: 200 });
    for (const server of SERVERS) {
      await using stage = await Stage.open(context, server, jobs);
      const where = `\`${server}\``;
      yield* compare<Latency>(context, { candidates: [visits(context, stage)], figures: latencies(where) });
      yield* compare<"rate" | "cpu">(context, {
        candidates: [drains(context, stage, VISITORS), drains(context, stage, 0)],
        figures: {
          rate: { what: `${where}: drain`, unit: "/s", better: "more", targets: [atLeast(0.97, "limit")] },
          cpu: { what: `${where}: processor time of a job`, unit: "ms", better: "less" },
        },
      });
    }
    for (const server of SERVERS) {
      const what = `\`${server}\`: memory added by ${PAGES_AT_ONCE} pages of 300 jobs of 1 MB at once`;
      yield* compare(
        { ...context, rounds: 1 },
        {
          candidates: [lists(context, server)],
          figures: { memory: { what, unit: "MB", better: "less", targets: [atMost(100)] } },
        },
      );
    }
    const seconds = sized(context, { full: 60, quick: 20, tiny: 0.2 });
    for (const server of SERVERS) {
      const what = `\`${server}\`: idle for ${seconds} s`;
      yield* compare(
        { ...context, rounds: 1 },
        {
          candidates: [idles(context, server, seconds, VISITORS), idles(context, server, seconds, 0)],
          figures: { cpu: { what, unit: "%", better: "less" } },
        },
      );
    }
  },
};

const ANSWERS = Object.keys(FIRST_PAGE) as Answer[];

function latencies(where: string): Record<Latency, FigureOf> {
  const of = (answer: Answer, share: Quantile) => {
    const what = `${where}: ${answer}, ${share}`;
    return [`${answer} ${share}`, { what, unit: "ms", better: "less", targets: [atMost(50)] }];
  };
  return Object.fromEntries(ANSWERS.flatMap((answer) => [of(answer, "p50"), of(answer, "p99")]));
}

/** One visit after the other, each of which opens the page and then asks for all that it shows at once, as a browser does. */
function visits(context: Context, stage: Stage): Candidate<Latency> {
  return {
    name: "queuectl",
    role: "ours",
    async prepare() {
      // The first one waits for what is loaded with it.
      for (let visit = 0; visit < 5; visit++) await visited(stage);
    },
    async measure() {
      const visits = sized(context, { full: 300, quick: 100, tiny: 3 });
      await stage.supply((visits * 2 * BETWEEN_MS) / 1_000);
      const all: Record<Answer, number>[] = [];
      while (all.length < visits) {
        all.push(await visited(stage));
        await pause(context.signal, BETWEEN_MS);
      }
      const quantiles = ANSWERS.flatMap((answer) => {
        const times = all.map((visit) => visit[answer]);
        return [
          [`${answer} p50`, quantile(times, 0.5)],
          [`${answer} p99`, quantile(times, 0.99)],
        ];
      });
      return Object.fromEntries(quantiles) as Record<Latency, number>;
    },
  };
}

/** How long each answer took, to its last byte, in ms. */
async function visited({ visitor }: Stage): Promise<Record<Answer, number>> {
  const took = {} as Record<Answer, number>;
  const ask = async (answer: Answer) => {
    const begin = performance.now();
    await visitor.whole(FIRST_PAGE[answer]);
    took[answer] = performance.now() - begin;
  };
  await ask("page");
  await Promise.all(ANSWERS.filter((answer) => answer !== "page").map(ask));
  return took;
}

/** For a span of time in one life of the runner, since two lives would differ by more than a dashboard costs. */
function drains(context: Context, stage: Stage, visitors: number): Candidate<"rate" | "cpu"> {
  return {
    ...looked(visitors),
    async measure() {
      const seconds = sized(context, { full: 15, quick: 8, tiny: 0.3 });
      await stage.supply(2 * seconds);
      await using overviews = await stage.look(visitors);
      await settled(context);
      const before = { at: performance.now(), completed: stage.completed, cpuMs: stage.cpuMs };
      await pause(context.signal, seconds * 1_000);
      const jobs = stage.completed - before.completed;
      const rate = (jobs * 1_000) / (performance.now() - before.at);
      overviews.check();
      return { rate, cpu: (stage.cpuMs - before.cpuMs) / jobs };
    },
  };
}

/** The most that was resident while everybody asked for a page of the largest jobs, again and again, less what was before. */
function lists(context: Context, server: Server): Candidate<"memory"> {
  return {
    name: "queuectl",
    role: "ours",
    lacks: lacksProc,
    async measure() {
      await using stage = await Stage.open(context, server, 0);
      await stage.store(sized(context, { full: 300, quick: 300, tiny: 3 }), LARGE_JOB);
      const { visitor, server: pid } = stage;
      await visitor.whole(LONG_PAGE);
      forgetPeak(pid);
      const before = rssMb(pid);
      for (let round = 0; round < 3; round++) {
        await Promise.all(Array.from({ length: PAGES_AT_ONCE }, () => visitor.whole(LONG_PAGE)));
      }
      return { memory: peakRssMb(pid) - before };
    },
  };
}

function idles(context: Context, server: Server, seconds: number, visitors: number): Candidate<"cpu"> {
  return {
    ...looked(visitors),
    async measure() {
      await using stage = await Stage.open(context, server, 0);
      await using overviews = await stage.look(visitors);
      await settled(context);
      const before = stage.cpuMs;
      await pause(context.signal, seconds * 1_000);
      const cpu = ((stage.cpuMs - before) / (seconds * 1_000)) * 100;
      overviews.check();
      return { cpu };
    },
  };
}

/** Who has just come asks for everything, and a start leaves something to be done: neither is what goes on. */
async function settled(context: Context): Promise<void> {
  await pause(context.signal, sized(context, { full: 3_000, quick: 2_000, tiny: 100 }));
}

function looked(visitors: number): Pick<Candidate, "name" | "role" | "lacks"> {
  return visitors === 0
    ? { name: "nobody looks", role: "limit", lacks: lacksProc }
    : { name: "queuectl", role: "ours", lacks: lacksProc };
}
