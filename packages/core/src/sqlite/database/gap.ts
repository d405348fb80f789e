import { LONGEST_PAUSE_MS } from "./patience.ts";

/** Between two write transactions others get their turn: four writers back to back made one wait for seconds without it. */
const GAP_MS = 2;
/** So long after the last commit of somebody else, a connection counts as alone. */
const ALONE_AFTER_MS = 1_000;
/** One that is alone writes on for so long... */
const ALONE_MS = 50;
/** ... and then leaves a gap that nobody who has come meanwhile can miss: longer than they pause between two tries. */
const ALONE_GAP_MS = LONGEST_PAUSE_MS + 1;

/** How long a connection leaves the write lock to others, of whom it knows only what they have committed. */
export class Gap {
  #lastEnd = Number.NEGATIVE_INFINITY;
  /** Since when it has been writing without a gap. */
  #burstAt = Number.NEGATIVE_INFINITY;
  #othersAt = Number.NEGATIVE_INFINITY;
  #seen: number | null = null;

  /** `version` moves whenever another connection has committed anything. */
  constructor(private readonly version: () => number) {}

  /** Waits as long as is due before the next transaction. */
  async keep(): Promise<void> {
    const ms = this.#due(performance.now());
    if (ms <= 0) return;
    await Bun.sleep(ms);
    this.#burstAt = performance.now();
  }

  /** A transaction has ended. */
  wrote(): void {
    this.#lastEnd = performance.now();
  }

  #due(now: number): number {
    const version = this.version();
    if (this.#seen !== null && version !== this.#seen) this.#othersAt = now;
    this.#seen = version;
    const idle = now - this.#lastEnd;
    if (now - this.#othersAt < ALONE_AFTER_MS) return GAP_MS - idle;
    if (idle >= ALONE_GAP_MS) this.#burstAt = now;
    return now - this.#burstAt < ALONE_MS ? 0 : ALONE_GAP_MS - idle;
  }
}
