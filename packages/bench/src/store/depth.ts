import { type Benchmark, sized } from "../measuring/benchmark.ts";
import { compare } from "../measuring/compare.ts";
import { filledStore, type Verb, verbFigures } from "./verbs.ts";

const SHALLOW = 1_000;
const QUEUES = 2;

/** A tenth of the jobs are scheduled, a hundredth failed and another dead; the first 1,000 take part with the same shares. */
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
    const shallow = { name: `at ${SHALLOW.toLocaleString("en")}`, role: "limit" } as const;
    for (const jobs of depths) {
      yield* compare<Verb>(context, {
        candidates: [
          filledStore(context, { name: "queuectl", role: "ours" }, { jobs, queues: QUEUES }),
          filledStore(context, shallow, { jobs: SHALLOW, queues: QUEUES }),
        ],
        figures: verbFigures(`${jobs.toLocaleString("en")} jobs`, 1.2),
      });
    }
  },
};
