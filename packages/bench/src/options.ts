import { parseArgs } from "node:util";
import type { Size } from "./measuring/benchmark.ts";

export interface Options {
  /** Names of benchmarks; all of them when empty. */
  readonly names: readonly string[];
  readonly size: Size;
  readonly rounds: number;
  /** Where the figures are written to, and read from. */
  readonly json: string;
  /** An executable to measure instead of the package, which is built for the run. */
  readonly program: string | null;
  /** What to do: measure, or say something of what was measured. */
  readonly act: "measure" | "list" | "markdown" | "charts" | "docs";
}

export const USAGE =
  "bun run bench [NAME…] [--quick] [--rounds N] [--json FILE] [--program FILE] | --list | --markdown | --charts | --docs";

/** Reads the command line; throws an error with one line for whoever typed it. */
export function readOptions(argv: readonly string[], defaultJson: string): Options {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      quick: { type: "boolean", default: false },
      rounds: { type: "string" },
      json: { type: "string", default: defaultJson },
      program: { type: "string" },
      list: { type: "boolean", default: false },
      markdown: { type: "boolean", default: false },
      charts: { type: "boolean", default: false },
      docs: { type: "boolean", default: false },
    },
  });
  const rounds = values.rounds === undefined ? (values.quick ? 3 : 5) : Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds: ${values.rounds} is not a number of rounds`);
  const act = (["list", "markdown", "charts", "docs"] as const).find((each) => values[each]) ?? "measure";
  return {
    names: positionals,
    size: values.quick ? "quick" : "full",
    rounds,
    json: values.json,
    program: values.program ?? null,
    act,
  };
}
