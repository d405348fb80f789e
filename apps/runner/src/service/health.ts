import type { HealthCheck } from "@queuectl/core";

/** How a runner is: plain data that can be posted to another thread. */
export interface RunnerHealth {
  readonly ok: boolean;
  /** `claiming`, `claim-loop`, `heartbeat`, `workers`, `store`. */
  readonly checks: readonly HealthCheck[];
  /** How long ago the last turn was finished. */
  readonly claimLoopAgeMs: number;
  readonly heartbeatAgeMs: number;
  readonly workers: { readonly count: number; readonly alive: number; readonly busy: number };
  readonly draining: boolean;
}

/** An idle runner makes a turn every 5 s. */
const STALE_CLAIM_LOOP_MS = 20_000;
/** A heartbeat is due every 15 s. */
const STALE_HEARTBEAT_MS = 60_000;

export interface Vitals {
  readonly claimLoopAgeMs: number;
  readonly heartbeatAgeMs: number;
  readonly workers: RunnerHealth["workers"];
  readonly draining: boolean;
  readonly storeError: Error | null;
}

/** Judges a runner's vital signs. */
export function examine({ storeError, ...vitals }: Vitals): RunnerHealth {
  const { claimLoopAgeMs, heartbeatAgeMs, workers } = vitals;
  const checks: HealthCheck[] = [
    // It is well, but nobody should count on it: it is about to leave.
    check("claiming", !vitals.draining, "told to stop: it finishes what runs and claims nothing more"),
    check("claim-loop", claimLoopAgeMs <= STALE_CLAIM_LOOP_MS, `no turn for ${Math.round(claimLoopAgeMs / 1_000)} s`),
    check("heartbeat", heartbeatAgeMs <= STALE_HEARTBEAT_MS, `none for ${Math.round(heartbeatAgeMs / 1_000)} s`),
    // One that died is on its way back; without any, nothing is executed.
    check("workers", workers.alive > 0, `none of ${workers.count} is alive`),
    check("store", storeError === null, storeError?.message ?? ""),
  ];
  return { ok: checks.every(({ ok }) => ok), checks, ...vitals };
}

function check(name: string, ok: boolean, reason: string): HealthCheck {
  return { name, ok, reason: ok ? null : reason };
}
