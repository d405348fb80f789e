import type { OutputPiece } from "@queuectl/core";
import { type Clock, pause, type Timer } from "../service/service.ts";
import { FULL_MS } from "../spool/space.ts";
import type { Spool } from "../spool/spool.ts";

/** How often a running job's output is shipped, as long as there is more. */
const SHIP_MS = 100;
/** What comes at the very end travels with the settle: so long it is worth waiting for that. */
const END_MS = 10;

/** Sends one attempt's output to the main thread, never more than one transaction's worth ahead of the store. */
export class Shipper {
  #inFlight = false;
  #shippedAt = Number.NEGATIVE_INFINITY;
  #next: Timer | null = null;
  /** Gone with the lease: nobody wants the rest. */
  #wanted = true;
  #acknowledged: (() => void) | null = null;

  constructor(
    private readonly spool: Spool,
    private readonly clock: Clock,
    private readonly post: (pieces: readonly OutputPiece[]) => void,
  ) {}

  /** Something was read. */
  heard(): void {
    if (this.#next !== null || this.#inFlight) return;
    const wait = Math.max(END_MS, this.#shippedAt + SHIP_MS - this.clock.elapsed());
    this.#next = this.clock.after(wait, () => this.ship());
  }

  /** Ships what there is, if that was not done already. */
  ship(): void {
    this.#next?.cancel();
    this.#next = null;
    const pieces = this.#wanted && !this.#inFlight ? this.spool.take() : [];
    if (pieces.length === 0) return;
    this.#inFlight = true;
    this.#shippedAt = this.clock.elapsed();
    this.post(pieces);
  }

  /** The answer to what was posted last. */
  shipped(holds: boolean): void {
    this.#inFlight = false;
    if (holds) this.spool.acknowledge();
    else this.#wanted = false;
    if (this.#acknowledged !== null) this.#acknowledged();
    else this.heard();
  }

  /** Reads and ships until the rest fits into the settle, and returns that. Nothing is left to ship afterwards. */
  async rest(): Promise<readonly OutputPiece[]> {
    this.#next?.cancel();
    const small = this.spool.begun ? null : this.spool.readSmall(this.clock.now());
    if (small !== null) return small;
    await this.#readAll();
    while (this.#inFlight || (this.#wanted && !this.spool.fitsSettle)) {
      const answer = new Promise<void>((resolve) => {
        this.#acknowledged = resolve;
      });
      if (!this.#inFlight) this.ship();
      if (this.#inFlight) await answer;
    }
    return this.#wanted ? this.spool.take() : [];
  }

  /** Waits until the disk has room for it: the store is on the same one, and could not take it either. */
  async #readAll(): Promise<void> {
    for (;;) {
      try {
        this.spool.read(this.clock.now());
        return;
      } catch {
        await pause(this.clock, FULL_MS);
        this.ship();
      }
    }
  }
}
