import type { Context } from "../measuring/benchmark.ts";
import { compiled } from "./compiled.ts";
import { type ProcessOptions, run } from "./processes.ts";

/** The moments of one call, in ms of a clock that all processes share. */
export interface Stamps {
  readonly startedMs: number;
  /** When its answer began. */
  readonly answeredMs: number;
}

/** Calls a program, and says when it answered: measured in C, beside it. */
export async function stamped(
  context: Context,
  argv: readonly string[],
  surroundings: ProcessOptions,
): Promise<Stamps> {
  const answer = await run([await compiled("stamp", context), ...argv], surroundings);
  const [started, answered] = answer.split(" ").map((ns) => Number(ns) / 1e6);
  return { startedMs: started ?? Number.NaN, answeredMs: answered ?? Number.NaN };
}
