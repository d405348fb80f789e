import { formatLease } from "@queuectl/core";
import { LEASE_VARIABLE, type Order } from "../messages.ts";

/** What all jobs inherit: the runner's environment less Bun's switches and its secrets. */
export function baseEnvironment(own: NodeJS.ProcessEnv, hidden: readonly string[]): Record<string, string> {
  const without = new Set(hidden);
  const base: Record<string, string> = {};
  for (const name in own) {
    const value = own[name];
    if (value !== undefined && !name.startsWith("BUN_") && !without.has(name)) base[name] = value;
  }
  return base;
}

/**
 * The whole environment of one attempt. The names that queuectl sets are its own: neither the job's nor those that a runner
 * inherited, when it was itself started by a job, come through.
 */
export function jobEnvironment(base: Readonly<Record<string, string>>, order: Order): Record<string, string> {
  return {
    ...base,
    ...order.env,
    QUEUECTL_JOB_ID: order.id,
    QUEUECTL_ATTEMPT: String(order.lease.attempt),
    QUEUECTL_QUEUE: order.queue,
    [LEASE_VARIABLE]: formatLease(order.lease),
  };
}
