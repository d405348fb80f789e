import type { Clock } from "../service.ts";
import { EventPoll } from "./event-poll.ts";
import { type Pipe, readable } from "./pipe.ts";

/** Tells a worker when there is something to read. */
export interface Readiness {
  /** Calls `ready` once, as soon as a pipe has something to read, or its end. A second call for the same pipe replaces the first one. */
  once(pipe: Pipe, ready: () => void): void;
  /** Forgets a pipe that is about to be closed. */
  forget(pipe: Pipe): void;
  close(): void;
}

/** The kernel's own events, where there are any. */
export function readinessOf(clock: Clock): Readiness {
  const timed = new TimedPoll(clock);
  return EventPoll.open(timed) ?? timed;
}

/** What a line waits for at most, and what a silent job costs. */
const LOOK_MS = 20;

/** Looks again and again: for macOS, and for kernels that have no polls without waiting. */
export class TimedPoll implements Readiness {
  readonly #waiting = new Map<Pipe, () => void>();
  #looking = false;

  constructor(private readonly clock: Clock) {}

  once(pipe: Pipe, ready: () => void): void {
    this.#waiting.set(pipe, ready);
    if (!this.#looking) this.#lookLater();
  }

  forget(pipe: Pipe): void {
    this.#waiting.delete(pipe);
  }

  close(): void {
    this.#waiting.clear();
  }

  #lookLater(): void {
    this.#looking = true;
    this.clock.after(LOOK_MS, () => {
      this.#looking = false;
      for (const [pipe, ready] of [...this.#waiting]) {
        if (readable([pipe]).length === 0 && !pipe.ended) continue;
        this.#waiting.delete(pipe);
        ready();
      }
      if (this.#waiting.size > 0 && !this.#looking) this.#lookLater();
    });
  }
}
