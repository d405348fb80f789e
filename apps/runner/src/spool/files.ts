import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readdirSync,
  renameSync,
  unlinkSync,
} from "node:fs";
import { join } from "node:path";
import { formatLease, type Lease, OUTPUT_STREAMS, type OutputStream, parseLease } from "@queuectl/core";
import { isSoleWriter } from "./sole-writer.ts";

const SUFFIXES: Record<OutputStream, string> = { stdout: ".out", stderr: ".err" };

/** Appended to by whoever holds it, read by position. */
const APPEND = constants.O_RDWR | constants.O_APPEND;
/** A fresh file every time, for the owner alone. */
const CREATE = APPEND | constants.O_CREAT | constants.O_EXCL;

/** Where an attempt's output is written. The name is never used twice: the lease names one attempt for good. */
export function spoolPath(dir: string, lease: Lease, stream: OutputStream): string {
  return join(dir, formatLease(lease) + SUFFIXES[stream]);
}

/**
 * The empty file of a new attempt, open for appending: that of `spare`, an attempt that is settled, under its new name, or
 * else a fresh one.
 */
export function openSpool(dir: string, lease: Lease, stream: OutputStream, spare: Lease | null): number {
  const path = spoolPath(dir, lease, stream);
  const used = spare === null ? null : takeOver(spoolPath(dir, spare, stream), path);
  return used ?? openSync(path, CREATE, 0o600);
}

/** Empties a file that nobody writes to any more and gives it a new name; `null`, and the file is gone, where that cannot be. */
function takeOver(old: string, path: string): number | null {
  let fd: number | null = null;
  try {
    // Opened anew: what the attempt left running, and be it a daemon, holds the description that it inherited.
    fd = openSync(old, APPEND);
    if (isSoleWriter(fd)) {
      fd = emptied(fd, old);
      renameSync(old, path);
      return fd;
    }
    unlinkSync(old);
  } catch {
    // Somebody cleared it away as a leftover, which it is.
  }
  if (fd !== null) closeSync(fd);
  return null;
}

function emptied(fd: number, path: string): number {
  if (fstatSync(fd).size === 0) return fd;
  ftruncateSync(fd);
  // ext4 writes a file to the disk at once when one that was truncated is closed. Now there is nothing to write yet.
  const again = openSync(path, APPEND);
  closeSync(fd);
  return again;
}

/** Whether an attempt has spool files. */
export function hasSpool(dir: string, lease: Lease): boolean {
  return OUTPUT_STREAMS.some((stream) => existsSync(spoolPath(dir, lease, stream)));
}

/** Removes an attempt's spool files, those that are there. */
export function removeSpool(dir: string, lease: Lease): void {
  for (const stream of OUTPUT_STREAMS) {
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
