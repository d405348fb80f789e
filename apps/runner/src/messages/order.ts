import { type Claim, type Config, envWithin, type Job, type JobPolicy, type OutputLimits } from "@queuectl/core";
import type { Order } from "./messages.ts";

/** How much output is kept. */
export function limitsOf({ outputHeadBytes, outputTailBytes }: Config): OutputLimits {
  return { headBytes: outputHeadBytes, tailBytes: outputTailBytes };
}

/** What the judge must know. */
export function policyOf(
  { attempts, maxRetries, crashes, backoffBase }: Job,
  { backoffMaxMs, backoffJitter }: Config,
): JobPolicy {
  return { attempts, maxRetries, crashes, backoffBase, backoffMaxMs, backoffJitter };
}

/** What a worker must know, with the config as it is now. */
export function orderOf({ lease, job }: Claim, config: Config): Order {
  const { id, queue, command, cwd, env, timeoutMs } = job;
  return {
    lease,
    id,
    queue,
    command,
    cwd,
    env: envWithin(env, config),
    timeoutMs: timeoutMs ?? config.jobTimeoutMs,
    graceMs: config.killGraceMs,
    limits: limitsOf(config),
    fence: { allowedCommands: config.allowedCommands, allowedVariables: config.allowedVariables },
  };
}
