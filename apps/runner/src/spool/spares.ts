import type { Lease } from "@queuectl/core";
import { removeSpool } from "./files.ts";

/** So many for each worker, as are held for it: attempts are settled by the dozen, and begin one by one. */
const SPARES_PER_WORKER = 8;

/**
 * The spool files of settled attempts, kept for the next ones while others execute. A new file costs ext4 22 µs at best and,
 * since it does not use a deleted file's inode again for minutes, 150 µs and more once some thousands were deleted; one that
 * is renamed costs 11 µs.
 */
export class Spares {
  readonly #leases: Lease[] = [];

  constructor(
    private readonly dir: string,
    private readonly workers: number,
  ) {}

  /** Its attempt is settled, durably: nobody asks for these files again. */
  add(lease: Lease): void {
    if (this.#leases.length < SPARES_PER_WORKER * this.workers) this.#leases.push(lease);
    else removeSpool(this.dir, lease);
  }

  /** The oldest: a process that another worker is just starting holds every file of this one until it becomes its program. */
  take(): Lease | null {
    return this.#leases.shift() ?? null;
  }

  /** Nothing executes: nothing is to lie about. */
  clear(): void {
    for (const lease of this.#leases.splice(0)) removeSpool(this.dir, lease);
  }
}
