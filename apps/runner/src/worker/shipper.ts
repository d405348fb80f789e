import type { OutputPiece } from "@queuectl/core";
import type { Spool } from "../spool/spool.ts";

/** How often a running job's output is looked at. */
export const LOOK_MS = 100;

/** Sends one attempt's output to the main thread, never more than one transaction's worth ahead of the store. */
export class Shipper {
  #inFlight = false;
  /** Gone with the lease: nobody wants the rest. */
  #wanted = true;
  #acknowledged: (() => void) | null = null;

  constructor(
    private readonly spool: Spool,
    private readonly now: () => number,
    private readonly post: (pieces: readonly OutputPiece[]) => void,
  ) {}

  /** One look at what a running job has written. False when it is longer than `maxBytes` and cannot be kept short on the disk. */
  look(maxBytes: number): boolean {
    const size = this.spool.look();
    const bounded = this.spool.free() || size <= maxBytes;
    if (!this.#inFlight) this.#ship();
    return bounded;
  }

  /** The answer to what was posted last. */
  shipped(holds: boolean): void {
    this.#inFlight = false;
    if (holds) this.spool.acknowledge();
    else this.#wanted = false;
    this.#acknowledged?.();
  }

  /** Ships until the rest fits into the settle, and returns that. Nothing is left to ship afterwards. */
  async rest(): Promise<readonly OutputPiece[]> {
    this.spool.look();
    while (this.#inFlight || (this.#wanted && !this.spool.fitsSettle)) {
      if (!this.#inFlight) this.#ship();
      // There was nothing to read: a process that was left alive has truncated the file meanwhile.
      if (!this.#inFlight) continue;
      await new Promise<void>((resolve) => {
        this.#acknowledged = resolve;
      });
    }
    return this.#wanted ? this.spool.take(this.now()) : [];
  }

  #ship(): void {
    const pieces = this.#wanted ? this.spool.take(this.now()) : [];
    if (pieces.length === 0) return;
    this.#inFlight = true;
    this.post(pieces);
  }
}
