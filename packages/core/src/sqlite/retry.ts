import { JobConflict } from "../domain/errors.ts";
import type { Job } from "../domain/job.ts";
import { type JobState, RETRYABLE_STATES } from "../domain/state.ts";
import type { Connection } from "./connection.ts";
import { CounterDeltas } from "./counters.ts";
import { rowOf, withLast } from "./find.ts";
import type { JobRow } from "./rows.ts";
import retry from "./sql/retry.sql" with { type: "text" };
import someDead from "./sql/some-dead.sql" with { type: "text" };
import someDeadQueue from "./sql/some-dead-queue.sql" with { type: "text" };

const BATCH = 500;

export function retryJob(connection: Connection, id: string, from: readonly JobState[], now: number): Promise<Job> {
  return connection.write("now", () => {
    const before = rowOf(connection, id);
    if (!from.includes(before.state)) throw conflict(before, from);
    return withLast(connection, retried(connection, before, now) ?? before);
  });
}

export async function retryDead(connection: Connection, queue: string | null, now: number): Promise<number> {
  let after = 0;
  for (let total = 0; ; ) {
    const seqs = await connection.write("now", () => {
      const dead = batchOfDead(connection, queue, after);
      for (const job of dead) retried(connection, { ...job, state: "dead" }, now);
      return dead.map(({ seq }) => seq);
    });
    total += seqs.length;
    after = seqs.at(-1) ?? after;
    if (seqs.length < BATCH) return total;
  }
}

function batchOfDead(connection: Connection, queue: string | null, after: number): { seq: number; queue: string }[] {
  return queue === null
    ? connection.all(someDead, { after, limit: BATCH })
    : connection.all(someDeadQueue, { queue, after, limit: BATCH });
}

function retried(connection: Connection, job: Pick<JobRow, "seq" | "queue" | "state">, now: number): JobRow | null {
  const counters = new CounterDeltas();
  counters.move(job.queue, job.state, "pending");
  counters.apply(connection);
  return connection.get<JobRow>(retry, { seq: job.seq, now });
}

function conflict({ id, state }: JobRow, from: readonly JobState[]): JobConflict {
  return new JobConflict(id, state, "retried", from, fix(id, state));
}

function fix(id: string, state: JobState): string {
  if ((RETRYABLE_STATES as readonly JobState[]).includes(state)) return `queuectl retry ${id}`;
  if (state === "processing") return `cancel it first: queuectl cancel ${id}`;
  return `it has yet to run: queuectl show ${id}`;
}
