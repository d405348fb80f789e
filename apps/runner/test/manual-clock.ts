import type { Clock, Timer } from "../src/service.ts";

/** A clock that only moves when a test moves it. */
export class ManualClock implements Clock {
  #now = 1_000_000;
  #timers: { at: number; readonly then: () => void }[] = [];

  now = (): number => this.#now;

  after = (ms: number, then: () => void): Timer => {
    const timer = { at: this.#now + ms, then };
    this.#timers.push(timer);
    return {
      cancel: () => {
        this.#timers = this.#timers.filter((other) => other !== timer);
      },
    };
  };

  /** As an operator sets it, forward or back; timers do not care. */
  set(now: number): void {
    const moved = now - this.#now;
    for (const timer of this.#timers) timer.at += moved;
    this.#now = now;
  }

  /** Moves on, and calls what becomes due, the earliest first. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = this.#timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#now = Math.max(this.#now, next.at);
      next.then();
    }
    this.#now = end;
  }
}
