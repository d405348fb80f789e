import { selfCommand } from "./self.ts";

/**
 * Bun looks once a second in each thread whether garbage should be collected, unless this is set when it starts: most of what an
 * idle runner did. JavaScriptCore collects by itself when memory grows. Jobs do not inherit what begins with BUN_.
 */
const SWITCH = "BUN_GC_TIMER_DISABLE";

/**
 * Makes this process one that is to live long: where the first line of the package has not set the switch, as for the single
 * executable, which has none, the same program starts once more in the same process. Call it before anything is opened.
 */
export function becomeLongLived(): void {
  if (process.env[SWITCH] !== undefined) return;
  const [file, ...args] = selfCommand(process.argv.slice(2)) as [string, ...string[]];
  try {
    process.execve?.(file, [file, ...args], { ...process.env, [SWITCH]: "1" });
  } catch {
    // The executable was replaced meanwhile, say: then it idles a little less well.
  }
}
