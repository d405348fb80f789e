import type { Benchmark } from "./benchmark.ts";
import { drain } from "./benchmarks/drain.ts";

/** All of them, in the order of the table. */
export const BENCHMARKS: readonly Benchmark[] = [drain];
