import type { Clock, Timer } from "../service/service.ts";
import type { Outlets } from "../spool/outlets.ts";
import type { Pipe } from "../spool/pipe.ts";
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
  readonly outlets: Outlets;
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
  /** Told once: it may come and go every second. */
  #blocked = false;

  constructor(private readonly options: ListeningOptions) {}

  start(): void {
    const { pipes, outlets } = this.options;
    const open = pipes.filter(({ ended }) => !ended);
    if (open.length > 0) outlets.readiness.once(open, () => this.#read());
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }

  #read(): void {
    const { spool, clock, heard } = this.options;
    if (this.#stopped) return;
    this.#timer?.cancel();
    let read: number;
    try {
      read = spool.read(clock.now());
    } catch (error) {
      this.#block(error as Error);
      return;
    }
    if (read === 0) {
      this.#pauseMs = LEAST_PAUSE_MS;
      this.start();
      return;
    }
    heard();
    this.#pace(read);
    this.#after(this.#pauseMs);
  }

  /** The more there was to read, the sooner more is to be expected. */
  #pace(read: number): void {
    const capacity = Math.max(...this.options.pipes.map((pipe) => pipe.capacity));
    if (read < capacity / 4) this.#pauseMs = Math.min(2 * this.#pauseMs, MOST_PAUSE_MS);
    else if (read > capacity / 2) this.#pauseMs = Math.max(this.#pauseMs / 2, LEAST_PAUSE_MS);
  }

  #after(ms: number): void {
    this.#timer = this.options.clock.after(ms, () => this.#read());
  }

  #block(error: Error): void {
    if (!this.#blocked) this.options.blocked(error);
    this.#blocked = true;
    this.#after(FULL_MS);
  }
}
