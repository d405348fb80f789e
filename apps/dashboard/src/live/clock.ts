import { computed, signal } from "@preact/signals";

const TICK_MS = 1_000;

const ticks = signal(Date.now());
/** How far the server's clock is ahead of ours. */
const ahead = signal(0);

/** The server's time, to the second: what ages are reckoned from. */
export const now = computed(() => ticks.value + ahead.value);

/** Learns the server's time. Less than a second is the way of the message, not the clock. */
export function hear(at: string): void {
  const difference = Date.parse(at) - Date.now();
  ahead.value = Math.abs(difference) < TICK_MS ? 0 : difference;
}

/** Starts to tick, while somebody looks. */
export function startClock(): void {
  setInterval(() => {
    if (document.visibilityState === "visible") ticks.value = Date.now();
  }, TICK_MS);
}
