import type { JobSpec } from "../../domain/job/job.ts";
import type { IdempotencyKey, JobSource } from "../../store/enqueueing.ts";
import type { Connection } from "../database/connection.ts";
import { accept, begin, surely } from "./enqueue.ts";
import { remember, storedUnder } from "./idempotency.ts";
import { Staging } from "./staging.ts";

const BATCH = 1_000;

export async function enqueueMany(
  connection: Connection,
  specs: JobSource,
  now: number,
  key?: IdempotencyKey,
): Promise<number> {
  const batch = await begin(connection, now);
  using staging = new Staging(connection, now);
  for await (const some of Symbol.asyncIterator in specs ? specs : batches(specs)) {
    for (const spec of some) accept(spec, batch);
    await staging.add(some);
  }
  const { count } = staging;
  if (count === 0 && key === undefined) return 0;
  return await surely(() =>
    connection.write("now", (tx, sums) => {
      const stored = key && storedUnder(tx, key, now);
      if (stored) return stored.jobs;
      staging.store(tx, batch.nonce, sums);
      if (key && count > 0) remember(tx, key, count, now);
      return count;
    }),
  );
}

function* batches(specs: Iterable<JobSpec>): Generator<readonly JobSpec[]> {
  let batch: JobSpec[] = [];
  for (const spec of specs) {
    batch.push(spec);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}
