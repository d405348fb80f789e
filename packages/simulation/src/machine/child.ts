import { formatLease, type Lease, type Outcome } from "@queuectl/core";
import type { Order } from "@queuectl/runner/messages";
import type { Timeline } from "./timeline.ts";

/** How a job behaves once it is started. */
export interface Behaviour {
  readonly durationMs: number;
  readonly outcome: Outcome;
  readonly ignoresTerm: boolean;
}

/** What an attempt started: it lives on when its worker or its runner dies. */
export class Child {
  readonly cookie: string;
  alive = true;
  /** How it ended, as its parent would hear of it. */
  outcome: Outcome | null = null;
  readonly #waiting: (() => void)[] = [];
  readonly #callOff: () => void;
  #terminated = false;

  constructor(
    readonly pid: number,
    readonly job: string,
    lease: Lease,
    private readonly behaviour: Behaviour,
    private readonly timeline: Timeline,
  ) {
    this.cookie = formatLease(lease);
    const ends = behaviour.durationMs < Number.POSITIVE_INFINITY;
    this.#callOff = ends ? timeline.after(behaviour.durationMs, () => this.#exit(behaviour.outcome)) : () => {};
  }

  /** Calls `then` once it is gone. */
  whenGone(then: () => void): void {
    if (this.alive) this.#waiting.push(then);
    else then();
  }

  /** SIGTERM, and SIGKILL after the grace. */
  terminate(graceMs: number): void {
    if (this.#terminated) return;
    this.#terminated = true;
    const { ignoresTerm } = this.behaviour;
    const signal = ignoresTerm ? "SIGKILL" : "SIGTERM";
    this.timeline.after(ignoresTerm ? graceMs : 1, () => this.#exit({ kind: "signalled", signal }));
  }

  #exit(outcome: Outcome): void {
    if (!this.alive) return;
    this.alive = false;
    this.outcome = outcome;
    this.#callOff();
    for (const then of this.#waiting) then();
  }
}

/** What the job of an order is about to do. */
export type Behave = (order: Order) => Behaviour | { readonly unable: string } | { readonly spawnFailed: string };
