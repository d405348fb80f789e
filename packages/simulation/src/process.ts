import type { Clock } from "@queuectl/runner/machine";
import type { Timeline } from "./timeline.ts";
import type { Wall } from "./wall.ts";

/** An operating system's process: what it planned dies with it, and waits while it is stopped. */
export class Process {
  readonly clock: Clock;
  #alive = true;
  #stoppedUntil = 0;

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
    let cancel: () => void;
    const arrive = () => {
      if (!this.#alive) return;
      const wait = this.#stoppedUntil - this.timeline.now;
      if (wait > 0) cancel = this.timeline.after(wait, arrive);
      else then();
    };
    cancel = this.timeline.after(ms, arrive);
    return () => cancel();
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
    this.#stoppedUntil = Math.max(this.#stoppedUntil, this.timeline.now + ms);
  }
}
