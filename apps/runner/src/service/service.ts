/** Everything long-lived in a runner starts and stops alike. */
export interface Service {
  start(): Promise<void>;
  /** Ends by itself; gives up what it can when the deadline is aborted. Stopping twice is fine. */
  stop(deadline: AbortSignal): Promise<void>;
}

/** Time, as a parameter: a simulation drives the same services in time of its own. */
export interface Clock {
  /** UTC epoch milliseconds: for what others read. Somebody may set it back, or forward. */
  now(): number;
  /** Milliseconds since some moment, with a fraction, whatever the clock is set to: for waits, and for how long something took. */
  elapsed(): number;
  /** Calls `then` once after `ms`, however long that is; 0 means after what has already arrived was taken in. */
  after(ms: number, then: () => void): Timer;
}

export interface Timer {
  cancel(): void;
}

/** `setTimeout` fires at once beyond 2^31 ms. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: Date.now,
  elapsed: () => performance.now(),
  after(ms, then) {
    if (ms <= 0) {
      const immediate = setImmediate(then);
      return { cancel: () => clearImmediate(immediate) };
    }
    // Rounded up: who waits for an instant must not come before it.
    let left = Math.ceil(ms);
    let timeout: ReturnType<typeof setTimeout>;
    const wait = () => {
      const step = Math.min(left, LONGEST_TIMEOUT_MS);
      left -= step;
      timeout = setTimeout(left > 0 ? wait : then, step);
    };
    wait();
    return { cancel: () => clearTimeout(timeout) };
  },
};

/** Resolves after `ms`. */
export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve));
}

/**
 * Calls `work` at once and then `intervalMs()` after each end of it. A round that fails is told to `failed`, which may
 * answer with another wait before the next.
 */
export class Rounds implements Service {
  #timer: Timer | undefined;
  #round: Promise<void> | undefined;
  #stopped = false;

  constructor(
    private readonly clock: Clock,
    private readonly intervalMs: number,
    private readonly work: () => Promise<void>,
    private readonly failed: (error: unknown) => number | undefined,
  ) {}

  async start(): Promise<void> {
    if (!this.#stopped) this.#next();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timer?.cancel();
    await this.#round;
  }

  #next(): void {
    let wait = this.intervalMs;
    this.#round = this.work()
      .catch((error) => {
        wait = this.failed(error) ?? wait;
      })
      .then(() => {
        if (!this.#stopped) this.#timer = this.clock.after(wait, () => this.#next());
      });
  }
}
