import { KeyReused } from "../../domain/errors.ts";
import { IDEMPOTENCY_LIFETIME_MS, type IdempotencyKey } from "../../store/enqueueing.ts";
import lastSeq from "../database/sql/last-seq.sql" with { type: "text" };
import type { Tx } from "../database/transaction.ts";
import addKey from "./sql/add-idempotency-key.sql" with { type: "text" };
import dropKeys from "./sql/drop-idempotency-keys.sql" with { type: "text" };
import keySql from "./sql/idempotency-key.sql" with { type: "text" };

/** Each enqueue with a key forgets as many old ones at most: more than come in, so that they never pile up. */
const FORGOTTEN_AT_ONCE = 100;

/** The jobs that one enqueue stored: so many, one behind the other. */
export interface Stored {
  readonly first: number;
  readonly jobs: number;
}

/** What was stored under a key, or `null`. Throws `KeyReused`. Call it within the transaction that would store something. */
export function storedUnder(tx: Tx, { key, fingerprint }: IdempotencyKey, now: number): Stored | null {
  const since = now - IDEMPOTENCY_LIFETIME_MS;
  const found = tx.get<{ fingerprint: string; first_seq: number; jobs: number }>(keySql, { key, since });
  if (found === null) return null;
  if (found.fingerprint !== fingerprint) throw new KeyReused(key);
  return { first: found.first_seq, jobs: found.jobs };
}

/** Remembers the last `jobs` jobs under a key. Call it within the transaction that stored them. */
export function remember(tx: Tx, { key, fingerprint }: IdempotencyKey, jobs: number, now: number): void {
  tx.run(dropKeys, { before: now - IDEMPOTENCY_LIFETIME_MS, limit: FORGOTTEN_AT_ONCE });
  const last = tx.get<{ seq: number }>(lastSeq)?.seq ?? 0;
  tx.run(addKey, { key, fingerprint, first: last - jobs + 1, jobs, now });
}
