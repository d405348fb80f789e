export interface BackoffPolicy {
  /** Seconds, raised to the power of the attempts so far. */
  readonly backoffBase: number;
  readonly backoffMaxMs: number;
  /** From 0 (exact) to 1: how far a delay may stray from its value, either way. */
  readonly backoffJitter: number;
}

/**
 * The delay before the next attempt: `base ^ attempts` seconds (base 2: 2 s, 4 s, 8 s), capped, then jittered by up to
 * ± jitter. `random` returns [0, 1). The result is a whole number of milliseconds, never above the cap.
 */
export function backoffMs(policy: BackoffPolicy, attempts: number, random: () => number): number {
  const delay = Math.min(policy.backoffBase ** attempts * 1_000, policy.backoffMaxMs);
  const jittered = policy.backoffJitter === 0 ? delay : delay * (1 + policy.backoffJitter * (2 * random() - 1));
  return Math.round(Math.min(jittered, policy.backoffMaxMs));
}
