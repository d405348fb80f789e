import type { Io } from "../io/io.ts";

/**
 * What the first lines of the program (`bin.ts`) set for its own process. A variable that was set before has the line's value
 * since then, so that no other value of it can be known here.
 */
export const START_LINE: Readonly<Record<string, string>> = { BUN_GC_TIMER_INTERVAL: "30000" };

/** The soft limit of descriptors that the process was started with, before Bun raised it: the jobs' own. */
const NOFILE_VARIABLE = "QUEUECTL_NOFILE";

/** The soft limit of descriptors for jobs; `null` where there is none, or nobody noted it: a compiled binary, or another way to start. */
export function descriptorsFrom(env: Io["env"]): number | null {
  const noted = env[NOFILE_VARIABLE] ?? "";
  return /^[1-9]\d{0,9}$/.test(noted) ? Number(noted) : null;
}

/** The variables of an environment that come from the start line, and concern no job: those of its values. */
export function startLineVariables(env: Io["env"], main: string = Bun.main): string[] {
  // A compiled binary is started by the kernel, without those lines.
  const own = main.includes("/$bunfs/") ? {} : START_LINE;
  return [NOFILE_VARIABLE, ...Object.keys(own).filter((name) => env[name] === own[name])];
}
