import type { Clock, Timer } from "../src/service/service.ts";

/** A clock that only moves when a test moves it. */
export class ManualClock implements Clock {
  #elapsed = 1_000_000;
  /** How far the clock was set off. */
  #skew = 0;
  #timers: { readonly at: number; readonly then: () => void }[] = [];

  now = (): number => this.#elapsed + this.#skew;

  elapsed = (): number => this.#elapsed;

  after = (ms: number, then: () => void): Timer => {
    const timer = { at: this.#elapsed + ms, then };
    this.#timers.push(timer);
    return {
      cancel: () => {
        this.#timers = this.#timers.filter((other) => other !== timer);
      },
    };
  };

  /** As an operator sets it, forward or back; timers do not care. */
  set(now: number): void {
    this.#skew = now - this.#elapsed;
  }

  /** Moves on, and calls what becomes due, the earliest first. */
  advance(ms: number): void {
    const end = this.#elapsed + ms;
    for (;;) {
      const next = this.#timers.filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#elapsed = Math.max(this.#elapsed, next.at);
      next.then();
    }
    this.#elapsed = end;
  }
}
