/** Finds what an attempt left running: by process group, and by the cookie in its environment. */
import { readdirSync, readFileSync } from "node:fs";
import { processStat } from "@queuectl/core/host";
import { LEASE_VARIABLE } from "../messages.ts";

/** A process that cannot be mistaken for a later one with the same pid. */
export interface Found {
  readonly pid: number;
  readonly start: string;
  readonly group: number;
}

/** The living members of a process group. Needs /proc: elsewhere none are found. */
export function membersOf(group: number): Found[] {
  return pids()
    .map(living)
    .filter((found) => found?.group === group) as Found[];
}

/** The living processes whose environment carries a lease, wherever they moved to. Needs /proc: elsewhere none are found. */
export function carriersOf(cookie: string): Found[] {
  const entry = Buffer.from(`${LEASE_VARIABLE}=${cookie}\0`);
  return pids()
    .filter((pid) => pid !== process.pid && carries(pid, entry))
    .map(living)
    .filter((found) => found !== null);
}

/** Whether a process started with this entry in its environment. One that cannot be read belongs to somebody else. */
function carries(pid: number, entry: Buffer): boolean {
  try {
    const environment = readFileSync(`/proc/${pid}/environ`);
    const at = environment.indexOf(entry);
    return at === 0 || (at > 0 && environment[at - 1] === 0);
  } catch {
    return false;
  }
}

/** A zombie has ended and only waits to be read: it does not count. */
function living(pid: number): Found | null {
  const stat = processStat(pid);
  return stat === null || stat.state === "Z" || stat.state === "X"
    ? null
    : { pid, start: stat.start, group: stat.group };
}

function pids(): number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}
