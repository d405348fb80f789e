import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { processStat } from "@queuectl/core/host";
import type { Environment } from "../io/io.ts";

const NAME = "QUEUECTL_TOKEN";

/**
 * Takes the token out of the process's environment: out of what it would hand on, and out of the memory that the system shows as
 * `/proc/PID/environ` to every process of the same user, jobs included. Where the system keeps that to itself, it stays.
 */
export function takeToken(env: Environment): string | undefined {
  const token = env[NAME] || undefined;
  if (token === undefined || env !== process.env) return token;
  delete process.env[NAME];
  if (process.platform === "linux") blank(`${NAME}=`);
  return token;
}

/** Writes zeros over the values of the variables that begin so, where the process was started with them. */
function blank(beginning: string): void {
  let memory: number | null = null;
  try {
    const start = Number(processStat(process.pid)?.environmentStart);
    const variables = readFileSync("/proc/self/environ", "latin1");
    memory = openSync("/proc/self/mem", "r+");
    for (let at = 0; at < variables.length; ) {
      const end = variables.indexOf("\0", at);
      if (end < 0) return;
      const value = at + beginning.length;
      if (variables.startsWith(beginning, at))
        writeSync(memory, new Uint8Array(end - value), 0, end - value, start + value);
      at = end + 1;
    }
  } catch {
    // A kernel that lets no process write its own memory this way: docs/http.md says what to do instead.
  } finally {
    if (memory !== null) closeSync(memory);
  }
}
