import { readdirSync, statSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { formatLease, type Lease, parseLease } from "@queuectl/core";

/** `<lease>.out.0`, `<lease>.err.7`: see `log.ts`. */
const SPOOLED = /^(.+)\.(?:out|err)\.\d+$/;

/** Removes an attempt's spool files, those that are there. */
export function removeSpool(dir: string, lease: Lease): void {
  const base = formatLease(lease);
  for (const name of readdirSync(dir)) {
    if (SPOOLED.exec(name)?.[1] !== base) continue;
    try {
      unlinkSync(join(dir, name));
    } catch {
      // Not there, or not to be removed now: the next look for orphans comes by again.
    }
  }
}

/** How much lies in all the spool files in `dir`. */
export function spooledBytes(dir: string): number {
  let sum = 0;
  for (const name of readdirSync(dir)) {
    if (SPOOLED.test(name)) sum += statSync(join(dir, name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return sum;
}

/** The leases whose spool files lie in `dir`. */
export function spooledLeases(dir: string): Lease[] {
  const leases = new Map<string, Lease>();
  for (const name of readdirSync(dir)) {
    const lease = parseLease(SPOOLED.exec(name)?.[1] ?? "");
    if (lease !== null) leases.set(formatLease(lease), lease);
  }
  return [...leases.values()];
}
