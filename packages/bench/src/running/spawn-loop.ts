import type { Context } from "../measuring/benchmark.ts";
import { plainEnvironment, type Work } from "../measuring/peer.ts";
import { compiled } from "./compiled.ts";
import { run } from "./processes.ts";

/** What the bare loop took for all jobs together. */
export interface Spent {
  readonly seconds: number;
  /** Processor time of the loop itself, and of what it started. */
  readonly ownSeconds: number;
  readonly childrenSeconds: number;
}

/** Executes the jobs in a C loop of posix_spawn; what they print goes to files in `into`, or nowhere. */
export async function spawnLoop(
  context: Context,
  { line, jobs, workers }: Omit<Work, "folder">,
  into?: string,
): Promise<Spent> {
  const { folder } = context;
  const argv = [await compiled("spawn-loop", context), String(jobs), String(workers), line];
  const answer = await run(into === undefined ? argv : [...argv, into], { cwd: folder, env: plainEnvironment(folder) });
  const [seconds = 0, ownSeconds = 0, childrenSeconds = 0] = answer.split(" ").map(Number);
  return { seconds, ownSeconds, childrenSeconds };
}
