/** Facts about this machine and its processes that outlive a pid: what a recorded process was, and whether it is still that one. */
import { readFileSync, readlinkSync } from "node:fs";

export { type CommandContext, checkAllowed, checkAllowedJob } from "./allowed-commands.ts";

/** Changes with every boot; `null` where the system does not tell. */
export function bootId(): string | null {
  if (process.platform === "darwin") return ask(["sysctl", "-n", "kern.boottime"]);
  return read("/proc/sys/kernel/random/boot_id");
}

/** Names the set of processes that this one can see: containers differ. Elsewhere than on Linux there is but one. */
export function pidNamespace(): string | null {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return null;
  }
}

/** When a process started, in the system's own terms: with its pid it names one process for good. `null` when it is gone. */
export function processStart(pid: number): string | null {
  if (process.platform === "darwin") return ask(["ps", "-o", "lstart=", "-p", String(pid)]);
  return processStat(pid)?.start ?? null;
}

/** Whether the process that had this pid and start time still lives. */
export function isAlive(pid: number, start: string): boolean {
  if (process.platform === "darwin") return processStart(pid) === start;
  const stat = processStat(pid);
  return stat !== null && stat.start === start && !hasEnded(stat);
}

export interface ProcessStat {
  /** `R`, `S`, `D`, `Z` … as proc(5) lists them; of its first thread. */
  readonly state: string;
  readonly parent: number;
  readonly group: number;
  readonly session: number;
  /** A bit mask; see `PF_` in the kernel's `include/linux/sched.h`. */
  readonly flags: number;
  readonly threads: number;
  readonly start: string;
  /** Where its program lies in its memory: "0" where it has none, or none yet, in the midst of an execve(2). */
  readonly codeStart: string;
  /** Where its environment lies in its memory: "0" where it has none, or none that this process may see. */
  readonly environmentStart: string;
  readonly environmentEnd: string;
}

/** The fields of `/proc/PID/stat` that matter here; `null` when there is no such process, or no /proc. */
export function processStat(pid: number): ProcessStat | null {
  const stat = read(`/proc/${pid}/stat`);
  if (stat === null) return null;
  // The second field is the program's name in parentheses and may hold anything, parentheses and spaces included.
  const rest = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // Numbered as proc(5) numbers them.
  const field = (number: number) => rest[number - 3] ?? "";
  return {
    state: field(3),
    parent: Number(field(4)),
    group: Number(field(5)),
    session: Number(field(6)),
    flags: Number(field(9)),
    threads: Number(field(20)),
    start: field(22),
    codeStart: field(26),
    environmentStart: field(50),
    environmentEnd: field(51),
  };
}

/** A zombie has ended and only waits to be read, unless it is but the first of several threads and others go on. */
export function hasEnded({ state, threads }: ProcessStat): boolean {
  return (state === "Z" || state === "X") && threads <= 1;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return null;
  }
}

function ask(argv: string[]): string | null {
  const { stdout, exitCode } = Bun.spawnSync(argv, { env: { PATH: "/usr/bin:/bin:/usr/sbin:/sbin", LC_ALL: "C" } });
  return exitCode === 0 ? stdout.toString().trim() || null : null;
}
