import { type QueuectlError, StoreBusy, StoreUnavailable } from "@queuectl/core";
import type { Timeline } from "../machine/timeline.ts";
import type { Random } from "./random.ts";

/** How often each thing goes wrong, as probabilities. */
export interface Climate {
  readonly busy: number;
  readonly unavailable: number;
  /** Commits that happen although they are said to have failed. */
  readonly unknownFate: number;
  readonly lostSignals: number;
  readonly unable: number;
  readonly spawnFailed: number;
  readonly threadDeaths: number;
  readonly bootDeaths: number;
}

export const CALM: Climate = {
  busy: 0,
  unavailable: 0,
  unknownFate: 0,
  lostSignals: 0,
  unable: 0,
  spawnFailed: 0,
  threadDeaths: 0,
  bootDeaths: 0,
};

/** Which faults there are now. All of them end with `clear`. */
export class Weather {
  #outage: { readonly until: number; readonly error: () => QueuectlError } | null = null;

  constructor(
    private readonly timeline: Timeline,
    private readonly random: Random,
    public climate: Climate,
  ) {}

  clear(): void {
    this.climate = CALM;
    this.#outage = null;
  }

  /** For so long the store is locked by somebody else, or its disk is full. */
  outage(ms: number, kind: "locked" | "full"): void {
    this.#outage = { until: this.timeline.now + ms, error: kind === "locked" ? busy : full };
  }

  happens(what: keyof Climate): boolean {
    return this.random.chance(this.climate[what]);
  }

  /** What a call to the store meets before it is carried out. */
  obstacle(): QueuectlError | null {
    if (this.#outage !== null && this.timeline.now < this.#outage.until) return this.#outage.error();
    if (this.happens("busy")) return busy();
    return this.happens("unavailable") ? full() : null;
  }
}

function busy(): QueuectlError {
  return new StoreBusy("the database stayed locked");
}

function full(): QueuectlError {
  return new StoreUnavailable("the disk is full; nothing was stored");
}
