/** Whatever the bench starts is started here, so that nothing of it outlives the bench. */
import { basename } from "node:path";
import { lacksProc, peakRssMb } from "./proc.ts";

const living = new Set<Bun.Subprocess>();

export interface ProcessOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly stdin?: Bun.BunFile;
  readonly stdout?: Bun.BunFile;
}

/** Starts a program whose output goes to a file, or nowhere. */
export function start(argv: readonly string[], { cwd, env, stdin, stdout }: ProcessOptions): Bun.Subprocess {
  const files = { stdin: stdin ?? "ignore", stdout: stdout ?? "ignore", stderr: stdout ?? "ignore" } as const;
  return kept(Bun.spawn([...argv], { cwd, env, ...files }));
}

/** Runs a program to its end and resolves to what it printed. Rejects, with its last words, unless its exit code is 0. */
export async function run(argv: readonly string[], { cwd, env, stdin, stdout }: ProcessOptions): Promise<string> {
  const files = { stdin: stdin ?? "ignore", stdout: stdout ?? "pipe", stderr: "pipe" } as const;
  const child = kept(Bun.spawn([...argv], { cwd, env, ...files }));
  const printed = child.stdout instanceof ReadableStream ? child.stdout.text() : "";
  const [text, words, exitCode] = await Promise.all([printed, child.stderr.text(), child.exited]);
  if (exitCode !== 0) throw new Error(`${basename(argv[0] ?? "")} ended with ${exitCode}: ${inOneLine(words)}`);
  return text;
}

/** Runs a program to its end and returns the milliseconds it took as a whole process. Throws unless its exit code is 0. */
export function timed(argv: readonly string[], { cwd, env }: ProcessOptions): number {
  const begin = performance.now();
  const { exitCode } = Bun.spawnSync([...argv], { cwd, env, stdin: "ignore", stdout: "ignore", stderr: "ignore" });
  const took = performance.now() - begin;
  if (exitCode !== 0) throw new Error(`${argv.join(" ")} ended with ${exitCode}`);
  return took;
}

/** Runs a program to its end: how long it took as a whole process, and the most memory that was resident. */
export async function weighed(
  argv: readonly string[],
  surroundings: ProcessOptions,
): Promise<{ ms: number; peakMb: number }> {
  const begin = performance.now();
  const child = start(argv, surroundings);
  // Looked at all the while: the maximum that the kernel tells at the end may be that of whoever forked it.
  let peakMb = Number.NaN;
  const look = setInterval(() => {
    if (lacksProc() !== null) return;
    const peak = peakRssMb(child.pid);
    // A process that ended and was not waited for yet has no memory any more.
    if (peak > 0) peakMb = peak;
  }, 10);
  const exitCode = await child.exited;
  const ms = performance.now() - begin;
  clearInterval(look);
  if (exitCode !== 0) throw new Error(`${basename(argv[0] ?? "")} ended with ${exitCode}`);
  // What ended before the first look was small: the kernel's word is too high for it, if it is wrong at all.
  if (Number.isNaN(peakMb)) peakMb = (child.resourceUsage()?.maxRSS ?? Number.NaN) / 1e6;
  return { ms, peakMb };
}

/** Ends a program that should have ended by itself: asks twice, then kills. */
export async function end(child: Bun.Subprocess, patienceMs = 5_000): Promise<void> {
  for (const signal of ["SIGTERM", "SIGTERM", "SIGKILL"] as const) {
    child.kill(signal);
    if (await endsWithin(child, patienceMs)) return;
  }
}

/** Leaves no timer behind: this process would end by that much later. */
async function endsWithin(child: Bun.Subprocess, ms: number): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, ms, false);
  try {
    return await Promise.race([child.exited.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Ends everything that still runs, and with it whatever waits for one of them. */
export async function endAll(): Promise<void> {
  await Promise.all([...living].map((child) => end(child, 2_000)));
}

function kept<Child extends Bun.Subprocess>(child: Child): Child {
  living.add(child);
  void child.exited.then(() => living.delete(child));
  return child;
}

/** What a program said, in a line: of a long story, the line that names the error. */
function inOneLine(text: string): string {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return lines.find((line) => /^error\b/i.test(line)) ?? lines.join("; ").slice(0, 300);
}
