import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Claim, JobStore, Settlement } from "@queuectl/core";
import { openSqliteStore } from "@queuectl/core/sqlite";
import { type Benchmark, type Context, sized } from "../benchmark.ts";
import type { Candidate } from "../candidate.ts";
import { compare } from "../compare.ts";
import { median } from "../quantile.ts";
import { atMost } from "../target.ts";
import { fillStore } from "./fill-store.ts";

const VERBS = ["claim", "settle", "enqueue", "status", "list", "dlq list"] as const;

type Verb = (typeof VERBS)[number];

const SHALLOW = 1_000;
const TOGETHER = 4;
/** As many as the shallow one has in its dead letter queue. */
const PAGE = 10;
const RUNNER = "bench";
const LIMITS = { headBytes: 1_048_576, tailBytes: 4_194_304 };

/**
 * Processor time and not time: the disk's moods and the pause between two writes are the same at every depth. A tenth of the
 * jobs are scheduled, a hundredth failed and another dead; the first 1,000 take part with the same shares.
 */
export const depth: Benchmark = {
  name: "depth",
  about: "what a verb of the store costs with many jobs in it, against the same with 1,000",
  target: "each ≤ 1.2 × its cost at 1,000 jobs",

  async *run(context) {
    const depths = sized(context, {
      full: [100_000, 1_000_000, 10_000_000],
      quick: [100_000, 1_000_000],
      tiny: [2_000],
    });
    for (const jobs of depths) {
      const figure = (verb: Verb) => {
        const what = `${verb}, ${jobs.toLocaleString("en")} jobs`;
        return { what, unit: "ms", better: "less", targets: [atMost(1.2, "limit")] } as const;
      };
      yield* compare<Verb>(context, {
        candidates: [deep(context, "ours", jobs), deep(context, "limit", SHALLOW)],
        figures: {
          claim: figure("claim"),
          settle: figure("settle"),
          enqueue: figure("enqueue"),
          status: figure("status"),
          list: figure("list"),
          "dlq list": figure("dlq list"),
        },
      });
    }
  },
};

function deep(context: Context, role: "ours" | "limit", jobs: number): Candidate<Verb> {
  const folder = join(context.folder, `depth-${jobs}`);
  let store: JobStore | null = null;
  return {
    name: role === "ours" ? "queuectl" : `at ${jobs.toLocaleString("en")}`,
    role,
    async prepare() {
      context.say(`${jobs.toLocaleString("en")} jobs are being made`);
      const path = await fillStore(folder, jobs);
      store = await openSqliteStore(path, { access: "write" });
      await store.register({ id: RUNNER, workers: TOGETHER, queues: null, version: "bench" }, Date.now());
      // What is loaded and compiled late is so by now.
      for (let verb = 0; verb < 3; verb++) await costs(store, 50);
    },
    async measure() {
      return await costs(store as JobStore, sized(context, { full: 300, quick: 200, tiny: 2 }));
    },
    async end() {
      await store?.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The median of each verb's processor time, in ms. */
async function costs(store: JobStore, times: number): Promise<Record<Verb, number>> {
  const found = new Map<Verb, number[]>(VERBS.map((verb) => [verb, []]));
  const timed = async <T>(verb: Verb, act: () => Promise<T>): Promise<T> => {
    const before = process.cpuUsage();
    const result = await act();
    const { user, system } = process.cpuUsage(before);
    found.get(verb)?.push((user + system) / 1_000);
    return result;
  };
  const turn = (settled: Settlement[], capacity: number) =>
    store.turn({ runner: RUNNER, started: [], settled, released: [], capacity }, Date.now());
  for (let time = 0; time < times; time++) {
    await timed("enqueue", () => store.enqueue(Array(TOGETHER).fill({ command: "true" }), Date.now()));
    const { claimed } = await timed("claim", () => turn([], TOGETHER));
    await timed("settle", () => turn(claimed.map(completed), 0));
    await timed("status", () => store.status(Date.now()));
    await timed("list", () => store.jobs({ limit: PAGE }));
    await timed("dlq list", () => store.jobs({ limit: PAGE, states: ["dead"] }));
  }
  return Object.fromEntries(VERBS.map((verb) => [verb, median(found.get(verb) ?? [])])) as Record<Verb, number>;
}

function completed({ lease }: Claim): Settlement {
  const outcome = { kind: "exited", exitCode: 0 } as const;
  return { lease, outcome, verdict: { state: "completed" }, finishedAt: Date.now(), output: [], limits: LIMITS };
}
