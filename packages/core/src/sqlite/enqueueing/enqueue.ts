import type { Config } from "../../domain/config/config.ts";
import { JobExists, QueuectlError } from "../../domain/errors.ts";
import { checkSpec, DEFAULT_QUEUE, type Job, type JobSpec } from "../../domain/job/job.ts";
import type { JobState } from "../../domain/state.ts";
import type { IdempotencyKey } from "../../store/enqueueing.ts";
import { CounterDeltas } from "../counting/counters.ts";
import type { Connection } from "../database/connection.ts";
import { drawNonce } from "../database/nonce.ts";
import { currentConfig } from "../database/settings.ts";
import type { Sums } from "../database/sums.ts";
import type { Tx } from "../database/transaction.ts";
import { rowAt, rowOf, withLast } from "../jobs/find.ts";
import { jsonOfEnv } from "../jobs/rows.ts";
import forward from "../jobs/sql/list.sql" with { type: "text" };
import { remember, type Stored, storedUnder } from "./idempotency.ts";
import enqueue from "./sql/enqueue.sql" with { type: "text" };
import enqueueNonce from "./sql/enqueue-nonce.sql" with { type: "text" };

/** What all jobs of one call share. */
export interface EnqueueCall {
  readonly config: Config;
  readonly nonce: string;
  readonly now: number;
  readonly check: ((spec: JobSpec) => void) | null;
}

export async function enqueueJobs(
  connection: Connection,
  specs: readonly JobSpec[],
  now: number,
  key?: IdempotencyKey,
): Promise<Job[]> {
  // Named before the first try, so that a second one stores the same jobs.
  const named = specs.map((spec) => ({ ...spec, id: spec.id ?? Bun.randomUUIDv7() }));
  const batch = await begin(connection, now);
  for (const spec of named) accept(spec, batch);
  if (named.length === 0) return [];
  return await surely((again) =>
    connection.write("now", (tx, sums) => {
      const stored = key && storedUnder(tx, key, now);
      if (stored) return jobsOf(tx, stored);
      insertAll(tx, sums, named, batch, again);
      if (key) remember(tx, key, named.length, now);
      return named.map(({ id }) => withLast(tx, rowOf(tx, id)));
    }),
  );
}

/** A COMMIT may have failed only to say so: whatever the first try stored, the second one has to recognise by its nonce. */
export async function surely<T>(store: (again: boolean) => Promise<T>): Promise<T> {
  try {
    return await store(false);
  } catch (error) {
    if (!isUncertain(error)) throw error;
    return await store(true);
  }
}

/** What is left of the jobs that an enqueue stored. */
function jobsOf(tx: Tx, { first, jobs }: Stored): Job[] {
  return tx
    .all<{ seq: number }>(forward, { after: first - 1, limit: jobs })
    .filter(({ seq }) => seq < first + jobs)
    .map(({ seq }) => withLast(tx, rowAt(tx, seq)));
}

/** What the jobs of one call share: asked for once. */
export async function begin(connection: Connection, now: number): Promise<EnqueueCall> {
  const config = await connection.read((tx) => currentConfig(tx));
  return { config, now, nonce: drawNonce(), check: await checker(config) };
}

/** Refuses what the config does not allow to be executed; `null` where everything is. */
export async function checker(config: Config): Promise<EnqueueCall["check"]> {
  if (config.allowedCommands.length === 0) return null;
  const { checkAllowedJob } = await import("../../host/allowed-commands.ts");
  return (spec) => checkAllowedJob(spec, config);
}

/** Throws `InvalidInput` for a job that may not be stored. */
export function accept(spec: JobSpec, batch: EnqueueCall): void {
  checkSpec(spec);
  batch.check?.(spec);
}

/** `again`: the same jobs may have been stored by a try whose COMMIT did not say so; meeting those is success. */
function insertAll(
  tx: Tx,
  sums: Sums,
  specs: readonly (JobSpec & { id: string })[],
  batch: EnqueueCall,
  again: boolean,
): void {
  const statement = tx.prepared(enqueue);
  const counters = sums.of(CounterDeltas);
  const { config, nonce, now } = batch;
  for (const [index, spec] of specs.entries()) {
    const queue = spec.queue ?? DEFAULT_QUEUE;
    const runAt = spec.runAt ?? now;
    const state: JobState = runAt > now ? "scheduled" : "pending";
    const { changes } = statement.run(
      spec.id,
      nonce,
      queue,
      JSON.stringify(spec.command),
      spec.cwd ?? null,
      jsonOfEnv(spec.env),
      state,
      spec.priority ?? 0,
      spec.maxRetries ?? config.maxRetries,
      spec.backoffBase ?? config.backoffBase,
      spec.timeoutMs ?? null,
      runAt,
      now,
    );
    if (changes === 1) counters.move(queue, null, state);
    else if (!again || nonceOf(tx, spec.id) !== nonce) throw collision(specs, index);
  }
}

function collision(specs: readonly { readonly id: string }[], index: number): JobExists {
  const { id } = specs[index] as { id: string };
  const first = specs.findIndex((spec) => spec.id === id);
  return new JobExists(id, index, first < index ? first : null);
}

function nonceOf(tx: Tx, id: string): string | null {
  return tx.get<{ enqueue_nonce: string }>(enqueueNonce, { id })?.enqueue_nonce ?? null;
}

/** Whether an error leaves it open if its transaction was committed. */
function isUncertain(error: unknown): boolean {
  return error instanceof QueuectlError && error.code === "store-unavailable";
}
