/** The machine's own word on what lives: /proc, never the store. */
import { readdirSync, readFileSync } from "node:fs";

export interface Living {
  readonly pid: number;
  readonly group: number;
  /** `seq.attempt.nonce`, for what an attempt started. */
  readonly lease: string | null;
  readonly command: string;
}

/** Everything alive whose environment says that its home is `home`: the programs of one scene, and what they started. */
export function livingIn(home: string): Living[] {
  const found: Living[] = [];
  for (const name of readdirSync("/proc")) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const environment = read(`/proc/${pid}/environ`)?.split("\0");
    if (!environment?.includes(`HOME=${home}`)) continue;
    const stat = read(`/proc/${pid}/stat`);
    const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
    // A zombie has ended and only waits to be read.
    if (fields === undefined || fields[0] === "Z" || fields[0] === "X") continue;
    const lease = environment.find((entry) => entry.startsWith("QUEUECTL_LEASE="))?.slice("QUEUECTL_LEASE=".length);
    const command = (read(`/proc/${pid}/cmdline`) ?? "").replaceAll("\0", " ").trim();
    found.push({ pid, group: Number(fields[2]), lease: lease ?? null, command });
  }
  return found;
}

/** What attempts started. */
export function childrenIn(home: string): Living[] {
  return livingIn(home).filter(({ lease }) => lease !== null);
}

export function kill(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** A line of /proc/PID/status, as a number. */
export function statusOf(pid: number, field: string): number {
  const line = (read(`/proc/${pid}/status`) ?? "").split("\n").find((each) => each.startsWith(`${field}:`));
  return Number.parseInt(line?.slice(field.length + 1) ?? "", 10);
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
