import type { Size } from "../measuring/benchmark.ts";
import type { Row } from "../measuring/row.ts";
import type { Machine } from "../running/machine.ts";

/** What a run came to: the JSON that tables, docs and charts are made from. */
export interface Report {
  readonly at: string;
  readonly machine: Machine;
  readonly size: Size;
  readonly rounds: number;
  readonly benchmarks: readonly Measured[];
}

export interface Measured {
  readonly name: string;
  readonly about: string;
  readonly target: string;
  readonly rows: readonly Row[];
  /** Why it has no more rows than these; `null` when it came to its end. */
  readonly failed: string | null;
  readonly seconds: number;
}

/** Reads a report; rejects, for whoever typed its name, when there is none. */
export async function readReport(path: string): Promise<Report> {
  const file = Bun.file(path);
  if (!(await file.exists())) throw new Error(`there is no ${path}: run the bench first`);
  return (await file.json()) as Report;
}

/** Who could not take part, and what it lacks. */
export function missing(benchmarks: readonly Measured[]): Map<string, string> {
  const all = benchmarks.flatMap(({ rows }) => rows.flatMap((row) => row.missing));
  return new Map(all.map(({ name, lacks }) => [name, lacks]));
}
