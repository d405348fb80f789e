import type { Io } from "../io.ts";

/**
 * What the first line of the program (`bin.ts`) sets for its own process. A variable that was set before has the line's value
 * since then, so that no other value of it can be known here.
 */
export const START_LINE: Readonly<Record<string, string>> = { BUN_GC_TIMER_INTERVAL: "30000" };

/** The variables of an environment that come from the start line, and concern no job: those of its values. */
export function startLineVariables(env: Io["env"], main: string = Bun.main): string[] {
  // A compiled binary is started by the kernel, without that line.
  if (main.includes("/$bunfs/")) return [];
  return Object.keys(START_LINE).filter((name) => env[name] === START_LINE[name]);
}
