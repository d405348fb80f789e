import { type Benchmark, sized } from "../benchmark.ts";
import { compare } from "../compare.ts";
import { filledStore, type Verb, verbFigures } from "./verbs.ts";

/** As many jobs in one queue as in many; what is enqueued goes to each of them in turn, and so do claims. */
export const queues: Benchmark = {
  name: "queues",
  about: "what a verb of the store costs with many queues in it, against the same jobs in one",
  target: "each ≤ 1.3 × its cost with one queue",

  async *run(context) {
    const jobs = sized(context, { full: 1_000_000, quick: 300_000, tiny: 2_000 });
    for (const many of sized(context, { full: [1_000, 100_000], quick: [1_000, 100_000], tiny: [100] })) {
      yield* compare<Verb>(context, {
        candidates: [
          filledStore(context, { name: "queuectl", role: "ours" }, { jobs, queues: many }),
          filledStore(context, { name: "in one queue", role: "limit" }, { jobs, queues: 1 }),
        ],
        figures: verbFigures(`${many.toLocaleString("en")} queues`, 1.3),
      });
    }
  },
};
