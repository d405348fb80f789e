import type { Clock } from "../service/service.ts";
import { type Pipe, readable } from "./pipe.ts";

/** Tells a worker when there is something to read. */
export interface Readiness {
  /**
   * Calls `ready` as soon as one of the pipes has something to read, or its end: at least once, and not more often than there are pipes.
   * A later call for the same pipe replaces what an earlier one waits for.
   */
  once(pipes: readonly Pipe[], ready: () => void): void;
  /** Forgets a pipe that is about to be closed. */
  forget(pipe: Pipe): void;
  close(): void;
}

/** What a line waits for at most, and what a silent job costs. */
const LOOK_MS = 20;

/** Looks again and again: for macOS, and for kernels that have no polls without waiting. */
export class TimedPoll implements Readiness {
  readonly #waiting = new Map<Pipe, () => void>();
  #looking = false;

  constructor(private readonly clock: Clock) {}

  once(pipes: readonly Pipe[], ready: () => void): void {
    for (const pipe of pipes) this.#waiting.set(pipe, ready);
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
