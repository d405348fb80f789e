import type { HealthCheck, JobStore, StoreHealth } from "@queuectl/core";

/** What a runner says of itself about every second. */
export interface RunnerHealth {
  readonly at: number;
  readonly checks: readonly HealthCheck[];
  /** How late the runner's event loop was. */
  readonly eventLoopLagMs?: number;
}

/** Whether work can go on, and what that was concluded from. */
export interface Readiness {
  readonly ok: boolean;
  readonly checks: readonly {
    readonly name: string;
    readonly ok: boolean;
    readonly age_seconds: number;
    readonly reason: string | null;
  }[];
}

/** A probe must not cost more the more often it is asked. */
const STORE_CHECK_LIFETIME_MS = 1_000;
/** A runner speaks every second; one that has been silent for so long is stuck. */
const RUNNER_SILENCE_MS = 5_000;

/** Whether work can go on, with each check's age and reason. Without `runnerHealth` the store alone is asked. */
export function readiness(store: JobStore, runnerHealth: (() => RunnerHealth | null) | undefined, now: () => number) {
  let last: { at: number; health: Promise<StoreHealth> } | null = null;

  return async (): Promise<Readiness> => {
    if (last === null || now() - last.at >= STORE_CHECK_LIFETIME_MS) last = { at: now(), health: store.health() };
    const { at, health } = last;
    const checks = (await health).checks.map((check) => checkJson(check, at, now()));
    if (runnerHealth) checks.push(...runnerChecks(runnerHealth(), now()));
    return { ok: checks.every((check) => check.ok), checks };
  };
}

function runnerChecks(heard: RunnerHealth | null, now: number) {
  if (heard === null) return [checkJson(silent("the runner has not reported yet"), now, now)];
  if (now - heard.at > RUNNER_SILENCE_MS) return [checkJson(silent("the runner has stopped reporting"), heard.at, now)];
  return heard.checks.map((check) => checkJson(check, heard.at, now));
}

function silent(reason: string): HealthCheck {
  return { name: "runner", ok: false, reason };
}

function checkJson({ name, ok, reason }: HealthCheck, at: number, now: number) {
  return { name, ok, age_seconds: Math.max(0, now - at) / 1_000, reason };
}
