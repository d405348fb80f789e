import type { Row } from "./row.ts";

/** A question about speed or cost, as a declaration. Adding one is a file with such an object and its line in `benchmarks.ts`. */
export interface Benchmark {
  readonly name: string;
  /** What is measured, in one sentence. */
  readonly about: string;
  /** What is to be reached, in words; the rows hold it as numbers. */
  readonly target: string;
  /** Yields each row as soon as it is measured, mostly by `compare`. */
  run(context: Context): AsyncIterable<Row>;
}

/** How large a run is: `tiny` proves only that it runs. */
export type Size = "full" | "quick" | "tiny";

/** What a benchmark is given. */
export interface Context {
  readonly size: Size;
  /** How often each candidate is measured. */
  readonly rounds: number;
  /** Fires on Ctrl-C: begin nothing more. */
  readonly signal: AbortSignal;
  /** A folder of the run's own, removed at its end. On the disk that a store would be on, not in memory. */
  readonly folder: string;
  /** How queuectl is called: the package as it is published. */
  readonly program: readonly string[];
  /** Progress, for whoever waits. */
  say(line: string): void;
}

/** A number for each size: `sized(context, { full: 500_000, quick: 50_000, tiny: 100 })`. */
export function sized<T>({ size }: Pick<Context, "size">, of: Readonly<Record<Size, T>>): T {
  return of[size];
}
