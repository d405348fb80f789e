import type { Clock } from "@queuectl/runner/machine";
import type { Timeline } from "./timeline.ts";
import type { Wall } from "./wall.ts";

/** An operating system's process: what it planned dies with it, and waits while it is stopped. */
export class Process {
  readonly clock: Clock;
  #alive = true;
  #stopped = false;
  /** What came while it was stopped. */
  readonly #waiting: (() => void)[] = [];

  constructor(
    readonly name: string,
    private readonly timeline: Timeline,
    wall: Wall,
  ) {
    this.clock = {
      now: () => wall.now,
      elapsed: () => timeline.now,
      after: (ms, then) => {
        const cancel = this.after(ms, then);
        return { cancel };
      },
    };
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Calls `then` after `ms` if the process still lives; later, if it is stopped then. Returns how to call it off. */
  after(ms: number, then: () => void): () => void {
    let calledOff = false;
    const arrive = () => {
      if (!this.#alive || calledOff) return;
      if (this.#stopped) this.#waiting.push(arrive);
      else then();
    };
    const cancel = this.timeline.after(ms, arrive);
    return () => {
      calledOff = true;
      cancel();
    };
  }

  pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** SIGKILL: nothing of it happens any more. */
  kill(): void {
    this.#alive = false;
  }

  /** SIGSTOP, and SIGCONT after `ms`. */
  stop(ms: number): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.timeline.after(ms, () => this.go());
  }

  /** SIGCONT: what came meanwhile comes now, in its order. */
  go(): void {
    this.#stopped = false;
    for (const arrive of this.#waiting.splice(0)) this.timeline.after(0, arrive);
  }
}
