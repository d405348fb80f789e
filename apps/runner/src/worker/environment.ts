import { formatLease } from "@queuectl/core";
import { LEASE_VARIABLE, type Order } from "../messages.ts";

/** What a runner may itself have inherited as a job of another, and must not hand down. */
const OWN = [LEASE_VARIABLE, "QUEUECTL_JOB_ID", "QUEUECTL_ATTEMPT", "QUEUECTL_QUEUE"];

/** What all jobs inherit: the runner's environment less Bun's switches, its secrets and what describes an outer job. */
export function baseEnvironment(own: NodeJS.ProcessEnv, hidden: readonly string[]): Record<string, string> {
  const without = new Set([...OWN, ...hidden]);
  const base: Record<string, string> = {};
  for (const name in own) {
    const value = own[name];
    if (value !== undefined && !name.startsWith("BUN_") && !without.has(name)) base[name] = value;
  }
  return base;
}

/** The whole environment of one attempt. The names that queuectl sets are its own: a job cannot override them. */
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
