import { contention } from "./benchmarks/contention.ts";
import { cost } from "./benchmarks/cost.ts";
import { dashboard } from "./benchmarks/dashboard.ts";
import { drain } from "./benchmarks/drain.ts";
import { memory } from "./benchmarks/memory.ts";
import { output } from "./benchmarks/output.ts";
import { pickup } from "./benchmarks/pickup.ts";
import { schedule } from "./benchmarks/schedule.ts";
import { startup } from "./benchmarks/startup.ts";
import type { Benchmark } from "./measuring/benchmark.ts";
import { bulk } from "./store/bulk.ts";
import { claimSettle } from "./store/claim-settle.ts";
import { depth } from "./store/depth.ts";
import { queues } from "./store/queues.ts";

/** All of them, in the order of the table. */
export const BENCHMARKS: readonly Benchmark[] = [
  drain,
  cost,
  pickup,
  schedule,
  startup,
  memory,
  output,
  contention,
  dashboard,
  bulk,
  claimSettle,
  depth,
  queues,
];
