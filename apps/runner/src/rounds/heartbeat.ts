import { type JobStore, NotFound, type QueuectlError } from "@queuectl/core";
import { type Clock, Rounds } from "../service/service.ts";
import { asFailure, isTemporary, type Trouble } from "../service/trouble.ts";

const HEARTBEAT_MS = 15_000;
const AGAIN_MS = 1_000;

export interface HeartbeatOptions {
  readonly store: JobStore;
  readonly runner: string;
  readonly clock: Clock;
  readonly trouble: Trouble;
  readonly failed: (error: QueuectlError) => void;
}

/** The runner's proof of life, for those who cannot see its process. */
export class Heartbeat extends Rounds {
  #at: number;

  constructor({ store, runner, clock, trouble, failed }: HeartbeatOptions) {
    const beat = async () => {
      const at = clock.elapsed();
      await store.heartbeat(runner, clock.now());
      this.#at = at;
    };
    super(clock, HEARTBEAT_MS, beat, (error) => {
      // Forgotten: another runner took this one for dead, and its jobs with it.
      if (error instanceof NotFound || !isTemporary(error)) failed(asFailure(error));
      else trouble.failed(error, "the heartbeat");
      return AGAIN_MS;
    });
    this.#at = clock.elapsed();
  }

  /** When the last one was stored, as `elapsed` counts. */
  get at(): number {
    return this.#at;
  }
}
