import {
  type Config,
  checkSpec,
  DEFAULT_QUEUE,
  IDEMPOTENCY_LIFETIME_MS,
  type IdempotencyKey,
  JobExists,
  type JobSpec,
  KeyReused,
} from "@queuectl/core";
import { checkAllowedJob } from "@queuectl/core/host";
import type { MemoryDatabase } from "./database.ts";
import type { JobRecord } from "./records.ts";

export interface Call {
  readonly nonce: string;
  readonly now: number;
  readonly key: IdempotencyKey | undefined;
}

/** Stores all of the specs or none, and nothing where the key was used before: then it finds what that stored. */
export function enqueueOnce(database: MemoryDatabase, specs: readonly JobSpec[], { nonce, now, key }: Call) {
  if (key === undefined) return enqueueAll(database, specs, nonce, now);
  const known = database.keys.get(key.key);
  if (known === undefined || known.at < now - IDEMPOTENCY_LIFETIME_MS) {
    const stored = enqueueAll(database, specs, nonce, now);
    const first = stored[0]?.seq;
    if (first !== undefined) {
      database.keys.set(key.key, { fingerprint: key.fingerprint, first, jobs: stored.length, at: now });
    }
    return stored;
  }
  if (known.fingerprint !== key.fingerprint) throw new KeyReused(key.key);
  return Array.from({ length: known.jobs }, (_, i) => database.bySeq.get(known.first + i)).filter(
    (job) => job !== undefined,
  );
}

/** Stores all of the specs or none. Saying it again with the same nonce finds what is there already. */
function enqueueAll(database: MemoryDatabase, specs: readonly JobSpec[], nonce: string, now: number) {
  const config = database.settings;
  const fresh = new Map<string, JobRecord>();
  const stored: JobRecord[] = [];
  // Nothing is touched before the last of them was read and checked.
  for (const [index, spec] of specs.entries()) {
    checkSpec(spec);
    checkAllowedJob(spec, config);
    const id = spec.id ?? Bun.randomUUIDv7();
    const known = database.byId.get(id);
    const twin = fresh.get(id);
    if (twin !== undefined) throw new JobExists(id, index, stored.indexOf(twin));
    if (known !== undefined && known.enqueueNonce !== nonce) throw new JobExists(id, index);
    const job = known ?? recordFrom({ ...spec, id }, config, nonce, now);
    if (known === undefined) fresh.set(id, job);
    stored.push(job);
  }
  for (const job of fresh.values()) {
    job.seq = database.nextSeq();
    database.add(job);
  }
  return stored;
}

function recordFrom(
  spec: JobSpec & { readonly id: string },
  { maxRetries, backoffBase }: Config,
  enqueueNonce: string,
  now: number,
): JobRecord {
  const runAt = spec.runAt ?? now;
  return {
    seq: 0,
    id: spec.id,
    enqueueNonce,
    queue: spec.queue ?? DEFAULT_QUEUE,
    command: spec.command,
    cwd: spec.cwd ?? null,
    env: { ...spec.env },
    state: runAt > now ? "scheduled" : "pending",
    priority: spec.priority ?? 0,
    attempts: 0,
    crashes: 0,
    lastAttempt: 0,
    maxRetries: spec.maxRetries ?? maxRetries,
    backoffBase: spec.backoffBase ?? backoffBase,
    timeoutMs: spec.timeoutMs ?? null,
    runAt,
    runner: null,
    nonce: null,
    cancelRequestedAt: null,
    createdAt: now,
    updatedAt: now,
    finishedAt: null,
    attemptRecords: [],
  };
}
