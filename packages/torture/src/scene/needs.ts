/** What of the machine a campaign needs, and how to get what is missing. */
import { existsSync } from "node:fs";

const FAKETIME = [
  "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",
  "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
];

export function lacksLinux(): string | null {
  return process.platform === "linux" ? null : "it looks into /proc: run it on Linux";
}

export function lacksStrace(): string | null {
  if (Bun.which("strace") === null) return "strace is missing: apt-get install strace";
  const { exitCode } = Bun.spawnSync(["strace", "-qq", "-o", "/dev/null", "-e", "trace=none", "true"]);
  return exitCode === 0 ? null : "strace may not trace here: allow ptrace";
}

export function faketimeLibrary(): string | null {
  return FAKETIME.find((path) => existsSync(path)) ?? null;
}

export function lacksFaketime(): string | null {
  return faketimeLibrary() === null ? "libfaketime is missing: apt-get install libfaketime" : null;
}

export function lacksTool(name: string): string | null {
  return Bun.which(name) === null ? `${name} is missing: apt-get install util-linux` : null;
}

export function lacksRoot(what: string): string | null {
  return process.geteuid?.() === 0 ? null : `${what} needs root: run it as root`;
}
