import { readFileSync } from "node:fs";
import { type JobStore, type Lease, parseLease } from "@queuectl/core";
import { processStat } from "@queuectl/core/host";
import type { Io } from "../io/io.ts";

/** An attempt that a process is part of, as its environment has it. */
interface Attempt {
  readonly lease: Lease;
  readonly id: string;
}

/**
 * The runners that wait for this process: they execute the job that it is part of, or one whose job runs a runner of its own
 * that does. Where there is no /proc, the innermost alone is found.
 */
export async function runnersAround(store: JobStore, env: Io["env"]): Promise<ReadonlySet<string>> {
  const attempts = [env, ...environmentsAbove()].map(attemptOf).filter((attempt) => attempt !== null);
  const runners = new Set<string>();
  for (const { lease, id } of attempts) {
    // Of another store, or inherited from an attempt that is over, it concerns nobody here.
    if ((await store.holding([lease])).length === 0) continue;
    const runner = (await store.job(id))?.runner ?? null;
    if (runner !== null) runners.add(runner);
  }
  return runners;
}

function attemptOf(env: Io["env"]): Attempt | null {
  const { QUEUECTL_LEASE, QUEUECTL_JOB_ID } = env;
  const lease = parseLease(QUEUECTL_LEASE ?? "");
  return lease === null || QUEUECTL_JOB_ID === undefined ? null : { lease, id: QUEUECTL_JOB_ID };
}

/** The environments of the processes above this one, the nearest first: those that each was started with. */
function* environmentsAbove(): Generator<Io["env"]> {
  for (let pid = process.ppid; pid > 0; pid = processStat(pid)?.parent ?? 0) {
    try {
      const entries = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
      yield Object.fromEntries(entries.map((entry) => entry.split(/=(.*)/s, 2)));
    } catch {
      // It belongs to somebody else, or is gone.
    }
  }
}
