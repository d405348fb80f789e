import { endingOf } from "../../domain/attempt/ending.ts";
import { dueSince } from "../../domain/job/job.ts";
import type { JobState } from "../../domain/state.ts";
import { bucketOf } from "../../domain/time/histogram.ts";
import type { Claim, Settlement } from "../../store/executing.ts";
import type { Sum } from "../database/sums.ts";
import type { Tx } from "../database/transaction.ts";
import { snapshotOnce } from "./history.ts";
import tally from "./sql/tally.sql" with { type: "text" };
import { NO_BUCKET, type Series } from "./totals.ts";

/** Since when an attempt was claimed, and ran. */
export interface Times {
  readonly claimedAt: number;
  readonly startedAt: number | null;
}

interface Tally {
  readonly series: Series;
  readonly bucket: number;
  count: number;
  sumMs: number;
}

/** What one transaction adds to the totals: a row for each bucket, however many jobs fell into it. */
export class Tallies implements Sum {
  readonly #rows = new Map<string, Tally>();
  #now = 0;

  /** An attempt ended, and its job went to `state`. */
  settled({ outcome, finishedAt }: Settlement, state: JobState, { claimedAt, startedAt }: Times, now: number): void {
    this.#now = now;
    if (startedAt === null) this.#add(endingOf(outcome), NO_BUCKET, 0);
    else {
      this.#time(endingOf(outcome), finishedAt - startedAt);
      this.#time("start", startedAt - claimedAt);
    }
    if (state === "failed") this.#add("retries", NO_BUCKET, 0);
    if (state === "dead") this.#add("dead", NO_BUCKET, 0);
  }

  claimed(claims: readonly Claim[], now: number): void {
    this.#now = now;
    for (const { job } of claims) this.#time("wait", now - dueSince(job));
  }

  rescued(jobs: number, now: number): void {
    this.#now = now;
    if (jobs > 0) this.#add("rescues", NO_BUCKET, 0, jobs);
  }

  apply(tx: Tx): void {
    if (this.#rows.size === 0) return;
    // Before anything is added: so what a snapshot tells is exact.
    snapshotOnce(tx, this.#now);
    for (const { series, bucket, count, sumMs } of this.#rows.values()) {
      tx.run(tally, { series, bucket, count, sumMs });
    }
    this.#rows.clear();
  }

  #time(series: Series, measuredMs: number): void {
    // A clock that was set back measures less than nothing.
    const ms = Math.max(0, Math.round(measuredMs));
    this.#add(series, bucketOf(ms), ms);
  }

  #add(series: Series, bucket: number, sumMs: number, count = 1): void {
    const key = `${series} ${bucket}`;
    const row = this.#rows.get(key);
    if (row === undefined) this.#rows.set(key, { series, bucket, count, sumMs });
    else {
      row.count += count;
      row.sumMs += sumMs;
    }
  }
}
