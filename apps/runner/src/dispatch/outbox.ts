import type { Job, Lease, Settlement, Started } from "@queuectl/core";

/** A settlement on its way, with what is said about it once it is durable. */
export interface Settling {
  readonly settlement: Settlement;
  readonly job: Job;
  readonly startedAt: number | null;
  /** Whether it has spool files, which have served their purpose then. */
  readonly spooled: boolean;
}

export interface Batch {
  readonly started: readonly Started[];
  readonly settled: readonly Settling[];
  readonly released: readonly Lease[];
}

/** What the next turn carries to the store. A batch whose turn failed is put back, so nothing that happened is forgotten. */
export class Outbox {
  #started: Started[] = [];
  #settled: Settling[] = [];
  #released: Lease[] = [];
  /** Since when the oldest of each kind has waited; `null` when there is none. */
  notedAt: number | null = null;
  settledAt: number | null = null;
  releasedAt: number | null = null;

  note(started: Started, now: number): void {
    this.#started.push(started);
    this.notedAt ??= now;
  }

  settle(settling: Settling, now: number): void {
    this.#settled.push(settling);
    this.settledAt ??= now;
  }

  release(lease: Lease, now: number): void {
    this.#released.push(lease);
    this.releasedAt ??= now;
  }

  get empty(): boolean {
    return this.#started.length + this.#settled.length + this.#released.length === 0;
  }

  take(): Batch {
    const batch = { started: this.#started, settled: this.#settled, released: this.#released };
    this.#started = [];
    this.#settled = [];
    this.#released = [];
    this.notedAt = this.settledAt = this.releasedAt = null;
    return batch;
  }

  restore(batch: Batch, now: number): void {
    this.#started.unshift(...batch.started);
    this.#settled.unshift(...batch.settled);
    this.#released.unshift(...batch.released);
    if (this.#started.length > 0) this.notedAt = now;
    if (this.#settled.length > 0) this.settledAt = now;
    if (this.#released.length > 0) this.releasedAt = now;
  }
}
