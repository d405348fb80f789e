import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { BENCHMARKS } from "./benchmarks.ts";
import type { Benchmark, Context } from "./measuring/benchmark.ts";
import type { Row } from "./measuring/row.ts";
import type { Measured, Report } from "./report/report.ts";
import { builtPackage } from "./running/built.ts";
import { type Machine, machine } from "./running/machine.ts";
import { endAll } from "./running/processes.ts";

/** What a run is asked for. */
export type Wanted = Pick<Context, "size" | "rounds" | "signal" | "say"> & {
  readonly names: readonly string[];
  /** An executable to measure; `null` for the package as it is published, built for the run. */
  readonly program: string | null;
  /** Where the run makes a folder of its own. */
  readonly within: string;
  /** Told before the first benchmark. */
  readonly on?: (machine: Machine) => void;
};

/** Runs the benchmarks that are wanted, and clears up behind them. One that fails says so in the report. */
export async function bench(wanted: Wanted): Promise<Report> {
  const { size, rounds, signal, say } = wanted;
  const benchmarks = chosen(wanted.names);
  await mkdir(wanted.within, { recursive: true });
  const folder = await mkdtemp(join(wanted.within, "run-"));
  try {
    const facts = await machine(folder);
    wanted.on?.(facts);
    const at = new Date().toISOString();
    const program = [wanted.program ?? (await builtPackage(folder))];
    const measured: Measured[] = [];
    for (const benchmark of benchmarks) {
      if (signal.aborted) break;
      const named = (line: string) => say(`${benchmark.name}: ${line}`);
      measured.push(await measure(benchmark, { size, rounds, signal, folder, program, say: named }));
    }
    return { at, machine: facts, size, rounds, benchmarks: measured };
  } finally {
    await endAll();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Throws an error with one line for whoever typed a name that there is not. */
export function chosen(names: readonly string[]): readonly Benchmark[] {
  for (const name of names) {
    if (!BENCHMARKS.some((benchmark) => benchmark.name === name)) {
      throw new Error(`there is no benchmark ${name}; there are ${BENCHMARKS.map((each) => each.name).join(", ")}`);
    }
  }
  return BENCHMARKS.filter(({ name }) => names.length === 0 || names.includes(name));
}

async function measure({ name, about, target, run }: Benchmark, context: Context): Promise<Measured> {
  const begin = performance.now();
  const rows: Row[] = [];
  let failed: string | null = null;
  context.say(about);
  try {
    for await (const row of run(context)) rows.push(row);
  } catch (error) {
    failed = context.signal.aborted ? "interrupted" : (error as Error).message;
    context.say(`it failed: ${failed}`);
  }
  return { name, about, target, rows, failed, seconds: Math.round((performance.now() - begin) / 100) / 10 };
}
