import { readdirSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { formatLease, type Lease, type OutputStream, parseLease } from "@queuectl/core";

const SUFFIXES: Record<OutputStream, string> = { stdout: ".out", stderr: ".err" };

/** Where an attempt's output is written. Never used twice: the lease names one attempt for good. */
export function spoolPath(dir: string, lease: Lease, stream: OutputStream): string {
  return join(dir, formatLease(lease) + SUFFIXES[stream]);
}

/** Removes an attempt's spool files, those that are there. */
export function removeSpool(dir: string, lease: Lease): void {
  for (const stream of ["stdout", "stderr"] as const) {
    try {
      unlinkSync(spoolPath(dir, lease, stream));
    } catch {
      // Not there, or not to be removed now: the next look for orphans comes by again.
    }
  }
}

/** The leases whose spool files lie in `dir`. */
export function spooledLeases(dir: string): Lease[] {
  const leases = new Map<string, Lease>();
  for (const name of readdirSync(dir)) {
    const lease = parseLease(name.replace(/\.(out|err)$/, ""));
    if (lease !== null) leases.set(formatLease(lease), lease);
  }
  return [...leases.values()];
}
