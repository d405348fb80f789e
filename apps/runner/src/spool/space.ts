import { statfsSync } from "node:fs";

/** So much of a disk, at most an eighth of it, is left to the store for what it does besides. */
const LEFT_BYTES = 8 * 1_048_576;

/** How soon a full disk is tried again. */
export const FULL_MS = 100;

/**
 * Throws like a full disk unless the store has room for all that is spooled: it comes out of the spool by no other way, and with a
 * spool that took the last of the disk nothing would ever move again.
 */
export function checkSpace(dir: string, spooledBytes: number): void {
  const { bsize, bavail, blocks } = statfsSync(dir);
  if (bavail * bsize >= spooledBytes + Math.min(LEFT_BYTES, (blocks * bsize) / 8)) return;
  throw Object.assign(new Error("no space left on the device, but for what the store needs"), { code: "ENOSPC" });
}

/** Whether an error passes once there is space. */
export function isFull(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOSPC" || code === "EDQUOT";
}
