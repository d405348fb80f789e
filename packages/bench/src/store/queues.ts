import { SHOWN_QUEUES } from "@queuectl/core";
import { type Benchmark, type Context, sized } from "../measuring/benchmark.ts";
import { compare } from "../measuring/compare.ts";
import { filledStore, type Verb, verbFigures } from "./verbs.ts";

const counted = (queues: number) => queues.toLocaleString("en");

/** As many jobs in one queue as in many; what is enqueued goes to each of them in turn, and so do claims. */
export const queues: Benchmark = {
  name: "queues",
  about:
    "what a verb of the store costs with many queues in it, against the same jobs in one; a status, in as many as it shows",
  target: "each ≤ 1.3 × its cost with one queue, or with those that are shown",

  async *run(context) {
    for (const many of sized(context, { full: [1_000, 100_000], quick: [1_000, 100_000], tiny: [200] })) {
      const { status, ...others } = verbFigures(`${counted(many)} queues`, 1.3);
      yield* compare<Exclude<Verb, "status">>(context, { candidates: stores(context, many, 1), figures: others });
      yield* compare<"status">(context, { candidates: stores(context, many, SHOWN_QUEUES), figures: { status } });
    }
  },
};

function stores(context: Context, many: number, few: number) {
  const jobs = sized(context, { full: 1_000_000, quick: 300_000, tiny: 2_000 });
  const limit = { name: `in ${few === 1 ? "one" : few}`, role: "limit" } as const;
  return [
    filledStore(context, { name: "queuectl", role: "ours" }, { jobs, queues: many }),
    filledStore(context, limit, { jobs, queues: few }),
  ];
}
