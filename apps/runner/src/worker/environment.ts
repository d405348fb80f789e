import { realpathSync } from "node:fs";
import { formatLease } from "@queuectl/core";
import { LEASE_VARIABLE, type Order } from "../messages/messages.ts";

/**
 * What all jobs inherit: the runner's environment less what it hides, and less the directory that its shell came from. PWD is
 * the runner's own directory, for jobs that name none.
 */
export function baseEnvironment(own: NodeJS.ProcessEnv, hidden: readonly string[]): Record<string, string> {
  const without = new Set([...hidden, "PWD", "OLDPWD"]);
  const base: Record<string, string> = {};
  for (const name in own) {
    const value = own[name];
    if (value !== undefined && !without.has(name)) base[name] = value;
  }
  const pwd = ownDirectory(own["PWD"]);
  return pwd === null ? base : { ...base, PWD: pwd };
}

/**
 * The whole environment of one attempt. The names that queuectl sets are its own: neither the job's nor those that a runner
 * inherited, when it was itself started by a job, come through. PWD says where the job stands: whoever changes the directory
 * of a process has to (POSIX, `cd`).
 */
export function jobEnvironment(base: Readonly<Record<string, string>>, order: Order): Record<string, string> {
  return {
    ...base,
    ...order.env,
    ...(order.cwd === null ? {} : { PWD: namedDirectory(order.cwd) }),
    QUEUECTL_JOB_ID: order.id,
    QUEUECTL_ATTEMPT: String(order.lease.attempt),
    QUEUECTL_QUEUE: order.queue,
    [LEASE_VARIABLE]: formatLease(order.lease),
  };
}

/** Where this process stands, by the name that it was given if that is right; `null` when that place is gone. */
function ownDirectory(named: string | undefined): string | null {
  try {
    const cwd = process.cwd();
    return named?.startsWith("/") && real(named) === cwd ? named : cwd;
  } catch {
    return null;
  }
}

/** A directory as PWD may have it: through links as it was named, but without `.`, `..` and empty parts. */
function namedDirectory(path: string): string {
  return path !== "/" && /\/\.{0,2}(?:\/|$)/.test(path) ? real(path) : path;
}

/** One that is not there is as it was named: nothing will be started in it. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
