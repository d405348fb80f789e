import { statfsSync } from "node:fs";

/** So much of a disk, at most an eighth of it, is left to the store: without it, nothing would ever get from the spool to there. */
const LEFT_BYTES = 8 * 1_048_576;

/** How soon a full disk is tried again. */
export const FULL_MS = 500;

/** Throws like a full disk while there is only what is left to others. */
export function checkSpace(dir: string): void {
  const { bsize, bavail, blocks } = statfsSync(dir);
  if (bavail * bsize >= Math.min(LEFT_BYTES, (blocks * bsize) / 8)) return;
  throw Object.assign(new Error("no space left on the device, but for what the store needs"), { code: "ENOSPC" });
}

/** Whether an error passes once there is space. */
export function isFull(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOSPC" || code === "EDQUOT";
}
