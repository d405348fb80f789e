import { Random } from "./world/random.ts";
import { runWorld } from "./world/run-world.ts";
import { drawScenario } from "./world/scenario.ts";
import { Trace } from "./world/trace.ts";

export interface SimulationOptions {
  readonly jobs: number;
  readonly seed: number;
  /** The seed of the one world to repeat. */
  readonly only?: string | null;
  readonly print?: ((line: string) => void) | null;
}

export interface Simulated {
  readonly jobs: number;
  readonly hash: string;
  readonly failure: string | null;
  /** One line for people. */
  readonly text: string;
}

/** A world is small, so that its log can be read, and its seed repeats it alone. */
const JOBS_PER_WORLD = 250;

/** Runs worlds until so many jobs were simulated, or one of them fails. */
export async function simulate(options: SimulationOptions, spoolDir: string): Promise<Simulated> {
  const { jobs, seed, only = null, print = null } = options;
  const seeds = new Random(seed);
  const total = { jobs: 0, executions: 0, virtualMs: 0, worlds: 0 };
  const hashes = new Trace();
  const started = performance.now();
  let failure: string | null = null;
  while (failure === null && total.jobs < jobs) {
    const worldSeed = only === null ? seeds.whole(0, 2 ** 32 - 1) : Number(only);
    const scenario = drawScenario(worldSeed, Math.min(JOBS_PER_WORLD, jobs));
    const report = await runWorld(scenario, spoolDir, new Trace(print));
    total.worlds++;
    total.jobs += report.jobs;
    total.executions += report.executions;
    total.virtualMs += report.virtualMs;
    hashes.note(report.hash);
    if (report.failure !== null) failure = `world ${worldSeed}: ${report.failure}`;
    if (only !== null) break;
  }
  const seconds = (performance.now() - started) / 1_000;
  const days = (total.virtualMs / 86_400_000).toFixed(1);
  const text =
    `simulation: ${total.jobs} jobs, ${total.executions} executions in ${total.worlds} worlds, ` +
    `${days} days of virtual time in ${seconds.toFixed(1)} s; seed ${seed}, log ${hashes.hash}: ${failure ?? "ok"}`;
  return { jobs: total.jobs, hash: hashes.hash, failure, text };
}
