import { realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Fence } from "../domain/config/fence.ts";
import { InvalidInput } from "../domain/errors.ts";
import type { Command, JobSpec } from "../domain/job/job.ts";

export interface CommandContext {
  /** The search path that the job will have. */
  readonly path: string;
  readonly cwd: string;
  /** What the job adds to the environment. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Throws `InvalidInput` unless `fence` lets `command` start: `allowed-commands` has the executable that it would start (an empty list:
 * everything), and `allowed-variables` all that it adds to the environment, by which most programs can be made to start others.
 * Executables are compared by the absolute path that they resolve to, so a program of the same name elsewhere on the job's
 * search path is not let through. A shell line starts `/bin/sh`.
 */
export function checkAllowed(command: Command, fence: Fence, { path, cwd, env }: CommandContext): void {
  const { allowedCommands } = fence;
  if (allowedCommands.length === 0) return;
  const word = typeof command === "string" ? "/bin/sh" : (command[0] as string);
  const executable = find(word, { PATH: path, cwd });
  const permitted = allowedCommands.map((entry) => find(entry)).filter((found) => found !== null);
  if (executable === null || !permitted.some((found) => located(found) === located(executable))) {
    const what = typeof command === "string" ? "a shell line needs /bin/sh, which" : `${JSON.stringify(word)}`;
    throw new InvalidInput(
      `command: ${what} is not among the allowed-commands`,
      `allowed: ${allowedCommands.join(", ")}; change it: queuectl config set allowed-commands …`,
    );
  }
  checkVariables(env, fence);
}

/** Checks what is to be stored, with the search path and the directory that this process would give it. */
export function checkAllowedJob(
  { command, cwd, env = {} }: Pick<JobSpec, "command" | "cwd" | "env">,
  fence: Fence,
): void {
  const path = env["PATH"] ?? process.env["PATH"] ?? "";
  checkAllowed(command, fence, { path, cwd: cwd ?? process.cwd(), env });
}

function checkVariables(env: Readonly<Record<string, string>>, { allowedVariables }: Fence): void {
  for (const name in env) {
    if (allowedVariables.includes(name)) continue;
    throw new InvalidInput(
      `env: ${name} is not among the allowed-variables`,
      `beside allowed-commands a job may set ${allowedVariables.join(", ") || "none"}; change it: queuectl config set allowed-variables …`,
    );
  }
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
