/** Finds what an attempt left running: by process group, and by the cookie in its environment. Needs /proc: elsewhere nothing is found. */
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { hasEnded, processStat } from "@queuectl/core/host";
import { LEASE_VARIABLE } from "../messages/messages.ts";

/** A process that cannot be mistaken for a later one with the same pid. */
export interface Found {
  readonly pid: number;
  readonly start: string;
  readonly group: number;
}

/** What one look at all processes came to. */
export interface Sighting {
  readonly found: readonly Found[];
  /** Some process could not be told apart at this moment: nothing found does not mean that nothing is there. */
  readonly unclear: boolean;
}

/** Flags of a process, from the kernel's `include/linux/sched.h`. */
const PF_FORKNOEXEC = 0x40;
const PF_KTHREAD = 0x20_0000;

/** So often a look is extended to what appeared meanwhile; somebody forks faster than we look if that does not suffice. */
const MOST_PASSES = 20;
/** So often an environment is read that becomes readable just then. */
const MOST_READS = 3;

/** The living members of a process group. */
export function membersOf(group: number): Sighting {
  return look((pid) => {
    const found = living(pid);
    return found?.group === group ? found : null;
  });
}

/**
 * The living processes whose environment carries a lease, wherever they moved to. With `unborn`, a process that a dead runner
 * has forked, and that has yet to become a job, makes the look unclear: until then it bears the runner's environment.
 */
export function carriersOf(cookie: string, unborn = false): Sighting {
  const entry = Buffer.from(`${LEASE_VARIABLE}=${cookie}\0`);
  return look((pid) => {
    if (pid === process.pid) return null;
    const carrying = carries(pid, entry);
    if (carrying === "yes") return living(pid);
    return carrying === "unclear" || (unborn && isUnborn(pid)) ? "unclear" : null;
  });
}

/** Looks at every process once, those included that appear meanwhile: forking and exiting, one could pass behind our back. */
function look(at: (pid: number) => Found | "unclear" | null): Sighting {
  const found: Found[] = [];
  let unclear = false;
  const seen = new Set<number>();
  for (let passes = 0, fresh = pids(); fresh.length > 0; fresh = pids().filter((pid) => !seen.has(pid))) {
    passes += 1;
    if (passes > MOST_PASSES) return { found, unclear: true };
    for (const pid of fresh) {
      seen.add(pid);
      const seenAs = at(pid);
      if (seenAs === "unclear") unclear = true;
      else if (seenAs !== null) found.push(seenAs);
    }
  }
  return { found, unclear };
}

/** Whether a process has this entry in its environment. One that may not be read belongs to somebody else. */
function carries(pid: number, entry: Buffer): "yes" | "no" | "unclear" {
  for (let reads = 0; reads < MOST_READS; reads += 1) {
    const environment = environmentOf(pid);
    if (environment === null) return "no";
    if (environment.length > 0) {
      const at = environment.indexOf(entry);
      return at === 0 || (at > 0 && environment[at - 1] === 0) ? "yes" : "no";
    }
    const stat = processStat(pid);
    if (stat === null || hasEnded(stat) || (stat.flags & PF_KTHREAD) !== 0) return "no";
    // Between two programs, its environment still being copied (the kernel's `load_elf_binary` sets the start of the code only
    // after that), or on its way out with its files still open: there is nothing to read yet, or nothing any more.
    if (stat.codeStart === "0") return "unclear";
    if (stat.environmentEnd === stat.environmentStart) return "no";
  }
  return "unclear";
}

/** Empty where there is none to be read; `null` where it may not be. */
function environmentOf(pid: number): Buffer | null {
  for (const path of environmentsOf(pid)) {
    try {
      const environment = readFileSync(path);
      if (environment.length > 0) return environment;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EACCES" || code === "EPERM") return null;
    }
  }
  return Buffer.alloc(0);
}

/** Where it can be read: its first thread may have ended while others go on, which then have what it had. */
function* environmentsOf(pid: number): Generator<string> {
  yield `/proc/${pid}/environ`;
  try {
    for (const thread of readdirSync(`/proc/${pid}/task`)) yield `/proc/${pid}/task/${thread}/environ`;
  } catch {
    // It is gone.
  }
}

/** Whether it was forked by a program like this one, which is gone, and has not executed anything yet. */
function isUnborn(pid: number): boolean {
  const stat = processStat(pid);
  if (stat === null || hasEnded(stat) || (stat.flags & PF_FORKNOEXEC) === 0) return false;
  const own = programOf(process.pid);
  // Those whose parent is gone come to the first process, which may be a runner, too.
  return programOf(pid) === own && (stat.parent === 1 || programOf(stat.parent) !== own);
}

function programOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return null;
  }
}

function living(pid: number): Found | null {
  const stat = processStat(pid);
  return stat === null || hasEnded(stat) ? null : { pid, start: stat.start, group: stat.group };
}

function pids(): number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}
