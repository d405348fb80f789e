/** The real program, started from outside in all the ways that the campaigns need. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const BIN = join(import.meta.dir, "../../../../apps/cli/src/bin.ts");

/** The switches that the program's first lines set, without which a soak would tell of another program than is published. */
export const SWITCHES: Readonly<Record<string, string>> = Object.fromEntries(
  (readFileSync(BIN, "utf8").split("\n", 2)[1] ?? "")
    .matchAll(/\b(BUN_\w+)=([^\s;]+)/g)
    .map(([, name, value]) => [name, value]),
);
const HOSTILE = join(import.meta.dir, "../hostile");

/** How the program is started, beyond its arguments. */
export interface Launch {
  /** Put before its command line, such as strace with an injection. */
  readonly prefix?: readonly string[];
  /** A file in `hostile/` that changes the program from within, before it begins. */
  readonly preload?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** After so long it is taken for hung, and killed. */
  readonly withinMs?: number;
}

export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  /** `null` when a signal ended it. */
  readonly code: number | null;
}

export function commandLine(argv: readonly string[], { prefix = [], preload }: Launch = {}): string[] {
  const preloads = preload === undefined ? [] : ["--preload", join(HOSTILE, preload)];
  return [...prefix, process.execPath, "--no-env-file", "--config=/dev/null", ...preloads, BIN, ...argv];
}

/** Whether the program ended as a program should: by itself, with a code that it documents, and without a stack trace. */
export function misbehaviour({ code, stderr }: Ended, allowed: readonly number[]): string | null {
  if (/^\s+at .+[:(]\d+/m.test(stderr)) return `a stack trace: ${stderr.slice(0, 500)}`;
  if (code === null || !allowed.includes(code)) return `exit code ${code}: ${stderr.slice(0, 500)}`;
  return null;
}
