import type { Clock } from "../service/service.ts";
import { EventPoll } from "./event-poll.ts";
import { PIPE_BYTES, Pipe } from "./pipe.ts";
import { type Readiness, TimedPoll } from "./readiness.ts";

/** How often a pipe is emptied that an attempt has left to a daemon. */
const EMPTY_MS = 20;

/**
 * A worker's pipes. One that nobody has open for writing any more, as the kernel says by its end, serves the next attempt: it cannot be
 * written to behind our back. One that is still open, to a daemon that a job left behind, is read, and what comes is dropped: the
 * daemon goes on as long as the runner lives, and never writes into another job's output.
 */
export class Outlets {
  #readiness: Readiness | null = null;
  readonly #idle: Pipe[] = [];
  readonly #left = new Set<Pipe>();
  #dropped: Uint8Array | null = null;
  #made = 0;
  #closed = false;

  constructor(
    private readonly clock: Clock,
    /** How the names of pipes begin where they need names. */
    private readonly path: string,
  ) {}

  /** Most jobs never need it. */
  get readiness(): Readiness {
    this.#readiness ??= readinessOf(this.clock);
    return this.#readiness;
  }

  /** A pipe that is empty and that nobody else has. Throws like `node:fs` where none can be had. */
  take(): Pipe {
    return this.#idle.pop() ?? this.#make();
  }

  /** Its attempt is over, and has read all that it wants. */
  give(pipe: Pipe): void {
    if (!pipe.ended) this.#drop(pipe);
    if (pipe.ended) this.#keep(pipe);
    else {
      this.#left.add(pipe);
      this.readiness.once([pipe], () => this.#empty(pipe));
    }
  }

  close(): void {
    this.#closed = true;
    for (const pipe of [...this.#idle.splice(0), ...this.#left]) this.#close(pipe);
    this.#readiness?.close();
  }

  #make(): Pipe {
    if (process.platform === "linux") return Pipe.anonymous();
    this.#made += 1;
    return Pipe.named(`${this.path}.${this.#made}.fifo`);
  }

  #keep(pipe: Pipe): void {
    pipe.resize(PIPE_BYTES);
    // By its name, whoever rescues the attempt that had it would read what the next one writes.
    if (pipe.capacity === PIPE_BYTES && !pipe.named) this.#idle.push(pipe);
    else this.#close(pipe);
  }

  #empty(pipe: Pipe): void {
    if (this.#closed) return;
    this.#drop(pipe);
    if (pipe.ended) {
      this.#left.delete(pipe);
      this.#keep(pipe);
    } else {
      this.clock.after(EMPTY_MS, () => {
        if (!this.#closed) this.readiness.once([pipe], () => this.#empty(pipe));
      });
    }
  }

  #drop(pipe: Pipe): void {
    this.#dropped ??= new Uint8Array(PIPE_BYTES);
    for (let left = pipe.capacity; left > 0 && pipe.read(this.#dropped) > 0; left -= PIPE_BYTES);
  }

  #close(pipe: Pipe): void {
    this.#readiness?.forget(pipe);
    pipe.close();
  }
}

/** The kernel's own events, where there are any. */
export function readinessOf(clock: Clock): Readiness {
  const timed = new TimedPoll(clock);
  return EventPoll.open(timed) ?? timed;
}
