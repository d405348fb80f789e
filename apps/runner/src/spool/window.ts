import type { OutputLimits } from "@queuectl/core";

/** A range of what a stream has carried. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * Decides, for one stream, which bytes of it are shipped next: the first `headBytes` always, behind them never more than the last
 * `tailBytes`. Pure: it is told how much the stream has carried, and does no I/O.
 */
export class StreamWindow {
  #size = 0;
  /** The next byte to ship. */
  #at: number;
  /** Between the head and this, nothing will be shipped any more. */
  #tailAt: number;
  #acknowledged: number;

  constructor(
    private readonly limits: OutputLimits,
    shipped = 0,
  ) {
    this.#at = shipped;
    this.#acknowledged = shipped;
    this.#tailAt = limits.headBytes;
  }

  /** The stream has carried so much by now. */
  see(size: number): void {
    this.#size = size;
    this.#tailAt = Math.max(this.#tailAt, size - this.limits.tailBytes);
    this.#skip();
  }

  /** How much is still to be shipped. */
  get remaining(): number {
    const head = Math.max(0, Math.min(this.limits.headBytes, this.#size) - this.#at);
    return head + Math.max(0, this.#size - Math.max(this.#at, this.#tailAt));
  }

  /** The next byte to ship. */
  get at(): number {
    return this.#at;
  }

  /** The next range to ship before `end`, at most `max` bytes of it; it counts as shipped from here on. */
  take(end: number, max: number): Range | null {
    const from = this.#at;
    const border = from < this.limits.headBytes ? Math.min(this.limits.headBytes, this.#size) : this.#size;
    const to = Math.min(border, end, from + max);
    if (to <= from) return null;
    this.#at = to;
    this.#skip();
    return { from, to };
  }

  /** What was taken so far is durable. */
  acknowledge(): void {
    this.#acknowledged = this.#at;
  }

  /** Whether anybody may read of a range again. */
  wants({ from, to }: Range): boolean {
    const head = this.#acknowledged < Math.min(to, this.limits.headBytes) && from < this.limits.headBytes;
    return head || to > Math.max(this.#tailAt, this.#acknowledged);
  }

  #skip(): void {
    if (this.#at >= this.limits.headBytes) this.#at = Math.max(this.#at, Math.min(this.#tailAt, this.#size));
  }
}
