import { envWithin } from "../../domain/config/fence.ts";
import { JobConflict } from "../../domain/errors.ts";
import type { Job } from "../../domain/job/job.ts";
import { type JobState, RETRYABLE_STATES } from "../../domain/state.ts";
import { CounterDeltas } from "../counting/counters.ts";
import type { Connection } from "../database/connection.ts";
import { currentConfig } from "../database/settings.ts";
import type { Tx } from "../database/transaction.ts";
import { checker } from "../enqueueing/enqueue.ts";
import { rowOf, withLast } from "../jobs/find.ts";
import { type JobRow, jobFrom } from "../jobs/rows.ts";
import retry from "./sql/retry.sql" with { type: "text" };

export async function retryJob(
  connection: Connection,
  id: string,
  from: readonly JobState[],
  now: number,
): Promise<Job> {
  const config = await connection.read((tx) => currentConfig(tx));
  const check = await checker(config);
  return await connection.write("now", (tx, sums) => {
    const before = rowOf(tx, id);
    if (!from.includes(before.state)) throw conflict(before, from);
    if (check !== null) {
      const { command, cwd, env } = jobFrom(before, null);
      check({ command, cwd: cwd ?? undefined, env: envWithin(env, config) });
    }
    return withLast(tx, retryRow(tx, before, sums.of(CounterDeltas), now));
  });
}

/** Makes one job pending again that its state allows it for. */
export function retryRow(tx: Tx, before: JobRow, counters: CounterDeltas, now: number): JobRow {
  counters.move(before.queue, before.state, "pending");
  return tx.get<JobRow>(retry, { seq: before.seq, now }) ?? before;
}

function conflict({ id, state }: JobRow, from: readonly JobState[]): JobConflict {
  return new JobConflict(id, state, "retried", from, fix(id, state));
}

function fix(id: string, state: JobState): string {
  if ((RETRYABLE_STATES as readonly JobState[]).includes(state)) return `queuectl retry ${id}`;
  if (state === "processing") return `cancel it first: queuectl cancel ${id}`;
  return `it has yet to run: queuectl show ${id}`;
}
