import type { Config } from "./config.ts";

/** What jobs are restricted to. While `allowedCommands` is empty, to nothing. */
export type Fence = Pick<Config, "allowedCommands" | "allowedVariables">;

/**
 * What a job adds to the environment within the fence: a `PATH` that was recorded before there was one is left out, since whoever
 * enqueues chooses by it which program a script finds. Other variables stay, to be refused by name.
 */
export function envWithin(env: Readonly<Record<string, string>>, fence: Fence): Readonly<Record<string, string>> {
  if (fence.allowedCommands.length === 0 || fence.allowedVariables.includes("PATH")) return env;
  const { PATH: _, ...rest } = env;
  return rest;
}
