import { parseArgs } from "node:util";

export interface Options {
  readonly seed: string;
  readonly long: boolean;
  /** Names of campaigns; all that belong to the form when empty. */
  readonly only: readonly string[];
  readonly repetitions: number | null;
  readonly list: boolean;
}

export const USAGE = `bun run torture [--long] [--seed S] [--only NAME[,NAME]] [--repetitions N] [--list]`;

/** Reads the command line; throws an error with one line for whoever typed it. */
export function readOptions(argv: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      seed: { type: "string" },
      long: { type: "boolean", default: false },
      only: { type: "string", multiple: true, default: [] },
      repetitions: { type: "string" },
      list: { type: "boolean", default: false },
    },
  });
  const repetitions = values.repetitions === undefined ? null : Number(values.repetitions);
  if (repetitions !== null && !(Number.isInteger(repetitions) && repetitions > 0)) {
    throw new Error(`--repetitions: ${values.repetitions} is not a number of repetitions`);
  }
  return {
    seed: values.seed ?? Math.floor(Math.random() * 2 ** 32).toString(36),
    long: values.long,
    only: values.only.flatMap((names) => names.split(",")),
    repetitions,
    list: values.list,
  };
}
