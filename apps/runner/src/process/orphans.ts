/**
 * Reaps what nobody else does. The first process of a pid namespace (a container's) becomes the parent of every process there
 * that loses its own, and so does a child subreaper, prctl(2): until such a parent reads of their end they remain as zombies,
 * and each takes a pid. Linux only.
 */
import { dlopen, FFIType, ptr } from "bun:ffi";
import { readdirSync, readFileSync } from "node:fs";
import { libraryOf } from "@queuectl/core/c-library";
import { hasEnded, processStat } from "@queuectl/core/host";

const { i32, u64 } = FFIType;
const WNOHANG = 1;
const PR_GET_CHILD_SUBREAPER = 37;

/** So long after a child's end, for company: a scan of /proc costs as much for one as for many. */
const LOOK_AFTER_MS = 20;
/** What may be a child of ours that Bun has yet to take note of is looked at again; it takes Bun microseconds. */
const AGAIN_AFTER_MS = 100;

type Libc = NonNullable<ReturnType<typeof openLibc>>;

/** `null` where it cannot be had: then zombies stay, which is no reason for a runner to end. */
function openLibc() {
  try {
    return dlopen(libraryOf(process.platform, readFileSync("/proc/self/maps", "utf8")), {
      waitpid: { args: [i32, FFIType.ptr, i32], returns: i32 },
      prctl: { args: [i32, FFIType.ptr, u64, u64, u64], returns: i32 },
    }).symbols;
  } catch {
    return null;
  }
}

/** From now on reaps the orphans that come to this process; does nothing in one to which none come. */
export function reapOrphans(): void {
  if (process.platform !== "linux") return;
  const libc = openLibc();
  if (libc === null || (process.pid !== 1 && !isSubreaper(libc))) return;
  let suspects = new Set<string>();
  let timer: Timer | null = null;
  const lookIn = (ms: number) => {
    timer ??= setTimeout(() => {
      timer = null;
      suspects = reap(libc, suspects);
      if (suspects.size > 0) lookIn(AGAIN_AFTER_MS);
    }, ms);
    timer.unref();
  };
  process.on("SIGCHLD", () => lookIn(LOOK_AFTER_MS));
  lookIn(0);
}

function isSubreaper({ prctl }: Libc): boolean {
  const set = new Int32Array(1);
  return prctl(PR_GET_CHILD_SUBREAPER, ptr(set), 0, 0, 0) === 0 && set[0] === 1;
}

/**
 * One look: reaps every zombie of ours that is not Bun's to reap. Returns those that lead a session, as each child that we
 * start does: they are reaped when they are seen again.
 */
function reap({ waitpid }: Libc, suspects: ReadonlySet<string>): Set<string> {
  const zombies = zombiesOfOurs();
  // After the zombies: one that Bun reaps in between is neither there any more, nor among its children.
  const own = childrenOfBun();
  const left = new Set<string>();
  for (const { pid, start, leader } of zombies) {
    if (own.has(pid)) continue;
    const key = `${pid} ${start}`;
    if (leader && !suspects.has(key)) left.add(key);
    else waitpid(pid, null, WNOHANG);
  }
  return left;
}

function* pids(): Generator<number> {
  for (const name of readdirSync("/proc")) if (/^\d+$/.test(name)) yield Number(name);
}

function zombiesOfOurs(): { readonly pid: number; readonly start: string; readonly leader: boolean }[] {
  const found = [];
  for (const pid of pids()) {
    const stat = processStat(pid);
    if (stat === null || stat.parent !== process.pid || !hasEnded(stat)) continue;
    found.push({ pid, start: stat.start, leader: stat.session === pid });
  }
  return found;
}

/** Bun holds a pidfd for each process that it has started and not reaped, whichever thread that was. */
function childrenOfBun(): Set<number> {
  const own = new Set<number>();
  for (const fd of readdirSync("/proc/self/fdinfo")) {
    try {
      const pid = /^Pid:\s*(\d+)$/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, "utf8"))?.[1];
      if (pid !== undefined) own.add(Number(pid));
    } catch {
      // Closed meanwhile.
    }
  }
  return own;
}
