import { QueuectlError } from "@queuectl/core";
import type { Emit } from "../events/events.ts";
import { type Clock, pause } from "./service.ts";

const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 5_000;

/** Whether a store's error passes by itself: locked, full, unreadable for now. */
export function isTemporary(error: unknown): error is QueuectlError {
  return error instanceof QueuectlError && (error.code === "store-busy" || error.code === "store-unavailable");
}

/** How a failed call is followed by the next, from the number of failures in a row. */
export function waitAfter(failures: number): number {
  return Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS);
}

/** What all services of a runner know of its store's troubles. Told once when they begin, once when they are over. */
export class Trouble {
  #error: Error | null = null;
  #since = 0;

  constructor(
    private readonly clock: Clock,
    private readonly emit: Emit,
  ) {}

  get error(): Error | null {
    return this.#error;
  }

  failed(error: Error, doing: string): void {
    if (this.#error === null) {
      this.#since = this.clock.elapsed();
      this.emit({ type: "store-trouble", error, doing });
    }
    this.#error = error;
  }

  worked(): void {
    if (this.#error === null) return;
    this.#error = null;
    this.emit({ type: "store-recovered", afterMs: Math.round(this.clock.elapsed() - this.#since) });
  }

  /** Tries until it works. Rejects with what does not pass by itself. */
  async insist<T>(doing: string, attempt: () => Promise<T>): Promise<T> {
    for (let failures = 1; ; failures += 1) {
      try {
        const value = await attempt();
        this.worked();
        return value;
      } catch (error) {
        if (!isTemporary(error)) throw error;
        this.failed(error, doing);
        await pause(this.clock, waitAfter(failures));
      }
    }
  }
}

/** An error that ends a runner, as one that a user understands. */
export function asFailure(error: unknown): QueuectlError {
  if (error instanceof QueuectlError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new QueuectlError(message, "failed", null, { cause: error });
}
