import type { OutputLimits } from "@queuectl/core";

/** A range of a spool file, in the file's own positions. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * Decides, for one stream, which bytes of its spool file are shipped next: the first `headBytes` always, behind them never
 * more than the last `tailBytes`. Pure: it is told the file's size and does no I/O.
 */
export class StreamWindow {
  /** What the stream had carried before the job truncated the file, if it did. */
  #base = 0;
  #size = 0;
  /** The next byte to ship. */
  #at: number;
  /** Between the head and this, nothing will be shipped any more. */
  #tailAt = 0;
  #acknowledged: number;
  #freed = 0;

  constructor(
    private readonly limits: OutputLimits,
    shipped = 0,
  ) {
    this.#at = shipped;
    this.#acknowledged = shipped;
  }

  /** Where a position of the file is in all that the stream has carried. */
  offset(position: number): number {
    return this.#base + position;
  }

  /** Takes in how long the file is now. Shorter than what was shipped of it: the job opened it anew and truncated it. */
  see(size: number): void {
    if (size < this.#at) {
      this.#base += Math.max(this.#size, this.#at);
      this.#at = 0;
      this.#acknowledged = 0;
      this.#tailAt = 0;
      this.#freed = 0;
    }
    this.#size = size;
    this.#tailAt = Math.max(this.#tailAt, this.#head(), size - this.limits.tailBytes);
    this.#skip();
  }

  /** How much of the file is still to be shipped. */
  get remaining(): number {
    const head = Math.max(0, Math.min(this.#head(), this.#size) - this.#at);
    return head + Math.max(0, this.#size - Math.max(this.#at, this.#tailAt));
  }

  /** The next range to ship, at most `max` bytes of it; it counts as shipped from here on. */
  take(max: number): Range | null {
    const end = this.#at < this.#head() ? Math.min(this.#head(), this.#size) : this.#size;
    const from = this.#at;
    const to = Math.min(end, from + max);
    if (to <= from) return null;
    this.#at = to;
    this.#skip();
    return { from, to };
  }

  /** What was taken so far is durable. */
  acknowledge(): void {
    this.#acknowledged = this.#at;
  }

  /** A range that nobody will read again and whose disk space is worth giving back; it counts as given back from here on. */
  free(atLeast: number): Range | null {
    const from = Math.max(this.#freed, this.#head());
    const to = Math.max(this.#tailAt, this.#acknowledged);
    if (to - from < atLeast) return null;
    this.#freed = to;
    return { from, to };
  }

  #skip(): void {
    if (this.#at >= this.#head()) this.#at = Math.max(this.#at, Math.min(this.#tailAt, this.#size));
  }

  #head(): number {
    return Math.max(0, this.limits.headBytes - this.#base);
  }
}
