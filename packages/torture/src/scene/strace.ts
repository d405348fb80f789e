import { readFileSync } from "node:fs";

/** The calls that change what is on the disk or what lives. Threads and processes are one kind to the kernel. */
export const SYSCALLS: Readonly<Record<string, string>> = {
  pwrite64: "pwrite64",
  fsync: "fsync,fdatasync",
  ftruncate: "ftruncate",
  unlink: "unlink,unlinkat",
  splice: "splice",
  clone: "clone,clone3,fork,vfork",
};

/** What is done to the N-th of them. strace counts by thread. */
export const INJECTIONS = {
  "SIGKILL at": (n: number) => `signal=KILL:when=${n}`,
  "EIO once at": (n: number) => `error=EIO:when=${n}`,
  "EIO from": (n: number) => `error=EIO:when=${n}+`,
  "ENOSPC once at": (n: number) => `error=ENOSPC:when=${n}`,
  "ENOSPC from": (n: number) => `error=ENOSPC:when=${n}+`,
} as const;

export type Injection = keyof typeof INJECTIONS;

/** The command before the program's own. With -D the tracer is no parent: what is waited for is the program itself. */
function strace(log: string, expressions: readonly string[]): string[] {
  return ["strace", "-D", "-f", "--seccomp-bpf", "-qq", "-o", log, ...expressions.flatMap((each) => ["-e", each])];
}

export function counting(log: string): string[] {
  return strace(log, [`trace=${Object.values(SYSCALLS).join(",")}`]);
}

export function injecting(log: string, syscall: string, injection: Injection, n: number): string[] {
  // A process that cannot be started for lack of anything is told so with EAGAIN.
  const what = INJECTIONS[injection](n).replace(/error=\w+/, syscall === "clone" ? "error=EAGAIN" : "$&");
  return strace(log, [`trace=${SYSCALLS[syscall]}`, `inject=${SYSCALLS[syscall]}:${what}`]);
}

/** Keeps every process back for so long before it makes its first call of that kind. */
export function delaying(log: string, syscall: string, ms: number): string[] {
  return strace(log, [`trace=${syscall}`, `inject=${syscall}:delay_enter=${ms * 1_000}:when=1`]);
}

/** How often each kind of call was made, by the thread that made it most often. */
export function counted(log: string): Map<string, number> {
  const byThread = new Map<string, number>();
  for (const line of readFileSync(log, "utf8").split("\n")) {
    const match = /^(\d+) +(\w+)\(/.exec(line);
    const kind = Object.keys(SYSCALLS).find((each) => SYSCALLS[each]?.split(",").includes(match?.[2] ?? ""));
    if (match === null || kind === undefined) continue;
    const key = `${kind} ${match[1]}`;
    byThread.set(key, (byThread.get(key) ?? 0) + 1);
  }
  const most = new Map<string, number>();
  for (const [key, count] of byThread) {
    const kind = key.split(" ")[0] as string;
    most.set(kind, Math.max(most.get(kind) ?? 0, count));
  }
  return most;
}
