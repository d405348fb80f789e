import type { Clock, Timer } from "../service.ts";
import type { Pipe } from "../spool/pipe.ts";
import type { Readiness } from "../spool/readiness.ts";
import { FULL_MS } from "../spool/space.ts";
import type { Spool } from "../spool/spool.ts";

/**
 * A job that prints line by line is not listened to line by line. What comes after a silence is read at once; then reading pauses, as long
 * as it takes to fill a pipe by a quarter or a half, within these bounds.
 */
const LEAST_PAUSE_MS = 1;
const MOST_PAUSE_MS = 20;

export interface ListeningOptions {
  readonly spool: Spool;
  readonly pipes: readonly Pipe[];
  readonly readiness: Readiness;
  readonly clock: Clock;
  /** Something was read. */
  readonly heard: () => void;
  /** The spool takes nothing, for this reason: the job waits at its pipe. */
  readonly blocked: (error: Error) => void;
}

/** Reads what a running job writes, whenever there is something: both streams in one place, for their order. */
export class Listening {
  #timer: Timer | null = null;
  #stopped = false;
  #pauseMs = LEAST_PAUSE_MS;
  #blocked = false;

  constructor(private readonly options: ListeningOptions) {}

  /** Reads what has been written so far, and goes on. */
  start(): void {
    const { spool, clock, pipes, heard } = this.options;
    if (this.#stopped) return;
    let read: number;
    try {
      read = spool.read(clock.now());
      this.#blocked = false;
    } catch (error) {
      this.#block(error as Error);
      return;
    }
    if (read === 0) {
      this.#pauseMs = LEAST_PAUSE_MS;
      this.#wait();
      return;
    }
    heard();
    const capacity = Math.max(...pipes.map((pipe) => pipe.capacity));
    if (read < capacity / 4) this.#pauseMs = Math.min(2 * this.#pauseMs, MOST_PAUSE_MS);
    else if (read > capacity / 2) this.#pauseMs = Math.max(this.#pauseMs / 2, LEAST_PAUSE_MS);
    this.#after(this.#pauseMs, () => this.start());
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }

  #wait(): void {
    const { pipes, readiness } = this.options;
    for (const pipe of pipes) if (!pipe.ended) readiness.once(pipe, () => this.start());
  }

  #after(ms: number, then: () => void): void {
    this.#timer = this.options.clock.after(ms, then);
  }

  #block(error: Error): void {
    if (!this.#blocked) this.options.blocked(error);
    this.#blocked = true;
    this.#after(FULL_MS, () => this.start());
  }
}
