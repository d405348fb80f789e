import type { Loss } from "../../domain/attempt/outcome.ts";
import type { RunnerRow } from "../jobs/rows.ts";

/** Where a process is, as far as it decides what can be known of it. */
export interface Whereabouts {
  readonly bootId: string | null;
  readonly pidNamespace: string | null;
  /** The identity of the store that it works on; `null` for a copy that has none of its own yet. */
  readonly store: string | null;
}

/** A free lock of another pid namespace proves little; its runner's heartbeat must have been silent for so long, too. */
export const SILENCE_MS = 60_000;

export type Liveness =
  | { readonly alive: true }
  /** Its process cannot be seen from here, and its heartbeat is recent. */
  | { readonly alive: null }
  | { readonly alive: false; readonly loss: Loss; readonly reachable: boolean };

/** What can be seen of a runner. */
export interface Signs {
  readonly lockHeld: boolean;
  /** Whether the process that registered is there, by pid and start time; asked for only where that can be seen. */
  processLives(): boolean;
}

/**
 * Whether a runner lives. A held lock says so, however old the heartbeat is (a suspended laptop, SIGSTOP); a free one says
 * that it is dead, unless its process is still there, and only its lock's file is not, or not the one any more; and except where
 * neither can be trusted to be seen.
 */
export function livenessOf(runner: RunnerRow, signs: Signs, here: Whereabouts, now: number): Liveness {
  if (signs.lockHeld) return { alive: true };
  // It works, or worked, on the store that this one is a copy of.
  if (runner.store !== here.store) return { alive: false, loss: "copied", reachable: false };
  if (runner.boot_id !== here.bootId) return { alive: false, loss: "rebooted", reachable: false };
  if (runner.pid_namespace === here.pidNamespace) {
    return signs.processLives() ? { alive: true } : { alive: false, loss: "runner-died", reachable: true };
  }
  const silent = now - runner.heartbeat_at >= SILENCE_MS;
  return silent ? { alive: false, loss: "runner-died", reachable: false } : { alive: null };
}
