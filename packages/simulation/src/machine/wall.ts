import type { Timeline } from "./timeline.ts";

const EPOCH = Date.UTC(2026, 0, 31, 9);

/** The machine's wall clock: whoever sets it makes it jump. */
export class Wall {
  #skewMs = 0;
  /** The latest that it ever showed: what was due by then was due. */
  #highest = EPOCH;

  constructor(private readonly timeline: Timeline) {}

  get now(): number {
    const now = EPOCH + Math.floor(this.timeline.now) + this.#skewMs;
    if (now > this.#highest) this.#highest = now;
    return now;
  }

  get highest(): number {
    return Math.max(this.#highest, this.now);
  }

  get skewMs(): number {
    return this.#skewMs;
  }

  /** Sets it off by so much from true time. */
  set(skewMs: number): void {
    // What it shows before it jumps counts.
    void this.now;
    this.#skewMs = skewMs;
  }
}
