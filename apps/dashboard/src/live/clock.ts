import { computed, signal } from "@preact/signals";
import { heardAt, stale } from "./freshness.ts";
import { ticks } from "./ticks.ts";

/** Less than this is the way of the message, not the clock. */
const DIFFERENT_MS = 1_000;

/** How far the server's clock is ahead of ours. */
const ahead = signal(0);

/**
 * The server's time, to the second: what ages are reckoned from. It stands still at the server's last word when there comes no
 * other: who knows whether what ran then runs on.
 */
export const now = computed(() => ((stale.value ? heardAt.value : null) ?? ticks.value) + ahead.value);

/** Learns the server's time. */
export function hear(at: string): void {
  const difference = Date.parse(at) - Date.now();
  ahead.value = Math.abs(difference) < DIFFERENT_MS ? 0 : difference;
}
