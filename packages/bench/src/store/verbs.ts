import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Claim, JobStore, Settlement } from "@queuectl/core";
import { openSqliteStore } from "@queuectl/core/sqlite";
import { type Context, sized } from "../measuring/benchmark.ts";
import type { Candidate } from "../measuring/candidate.ts";
import { median } from "../measuring/quantile.ts";
import { atMost } from "../measuring/target.ts";
import { fillStore } from "./fill-store.ts";

const VERBS = ["claim", "settle", "enqueue", "status", "list", "dlq list"] as const;

export type Verb = (typeof VERBS)[number];

/** What a store is filled with. */
export interface Filling {
  readonly jobs: number;
  readonly queues: number;
}

const TOGETHER = 4;
/** As many as the shallow one has in its dead letter queue. */
const PAGE = 10;
const RUNNER = "bench";
const LIMITS = { headBytes: 1_048_576, tailBytes: 4_194_304 };

/** A figure for each verb: its cost in a store that is so full may be `times` that of the limit. */
export function verbFigures(full: string, times: number) {
  const figure = (verb: Verb) => {
    return { what: `${verb}, ${full}`, unit: "ms", better: "less", targets: [atMost(times, "limit")] } as const;
  };
  return {
    claim: figure("claim"),
    settle: figure("settle"),
    enqueue: figure("enqueue"),
    status: figure("status"),
    list: figure("list"),
    "dlq list": figure("dlq list"),
  };
}

/**
 * What each verb costs in a store that is filled so. Processor time and not time: the disk's moods and the pause between two
 * writes are the same however full it is.
 */
export function filledStore(context: Context, who: Pick<Candidate<Verb>, "name" | "role">, filling: Filling) {
  const { jobs, queues } = filling;
  const folder = join(context.folder, `store-${jobs}-${queues}`);
  let store: JobStore | null = null;
  const candidate: Candidate<Verb> = {
    ...who,
    async prepare() {
      context.say(`${jobs.toLocaleString("en")} jobs in ${queues.toLocaleString("en")} queues are being made`);
      const path = await fillStore(folder, jobs, queues);
      store = await openSqliteStore(path, { access: "write" });
      await store.register({ id: RUNNER, workers: TOGETHER, queues: null, version: "bench" }, Date.now());
      // What is loaded and compiled late is so by now.
      for (let verb = 0; verb < 3; verb++) await costs(store, queues, sized(context, { full: 50, quick: 50, tiny: 1 }));
    },
    async measure() {
      return await costs(store as JobStore, queues, sized(context, { full: 300, quick: 200, tiny: 2 }));
    },
    async end() {
      await store?.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return candidate;
}

let enqueued = 0;

/** The median of each verb's processor time, in ms. */
async function costs(store: JobStore, queues: number, times: number): Promise<Record<Verb, number>> {
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
    const specs = Array.from({ length: TOGETHER }, () => ({ command: "true", queue: `queue-${enqueued++ % queues}` }));
    await timed("enqueue", () => store.enqueue(specs, Date.now()));
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
