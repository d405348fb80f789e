import { realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { InvalidInput } from "../domain/errors.ts";
import type { Command } from "../domain/job.ts";

export interface CommandContext {
  /** The search path that the job will have. */
  readonly path: string;
  readonly cwd: string;
}

/**
 * Throws `InvalidInput` unless `allowed` (what `allowed-commands` lists; empty: everything) has the executable that
 * `command` would start. Executables are compared by the absolute path that they resolve to, so a program of the same
 * name elsewhere on the job's search path is not let through. A shell line starts `/bin/sh`.
 */
export function checkAllowed(command: Command, allowed: readonly string[], context: CommandContext): void {
  if (allowed.length === 0) return;
  const word = typeof command === "string" ? "/bin/sh" : (command[0] as string);
  const executable = find(word, { PATH: context.path, cwd: context.cwd });
  const permitted = allowed.map((entry) => find(entry)).filter((path) => path !== null);
  if (executable !== null && permitted.some((path) => located(path) === located(executable))) return;
  const what = typeof command === "string" ? "a shell line needs /bin/sh, which" : `${JSON.stringify(word)}`;
  throw new InvalidInput(
    `command: ${what} is not among the allowed-commands`,
    `allowed: ${allowed.join(", ")}; change it: queuectl config set allowed-commands …`,
  );
}

/** `null` also for what no path can be: Bun throws where one is too long. */
function find(word: string, where?: Bun.WhichOptions): string | null {
  try {
    return Bun.which(word, where);
  } catch {
    return null;
  }
}

/**
 * The real directory and the name in it. The name itself is not resolved: where one binary serves under many names
 * (busybox), allowing one of them must not allow all.
 */
function located(path: string): string {
  try {
    return join(realpathSync(dirname(path)), basename(path));
  } catch {
    return path;
  }
}
