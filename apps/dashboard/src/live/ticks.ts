import { signal } from "@preact/signals";

const TICK_MS = 1_000;

/** Our own clock, to the second, while somebody looks. */
export const ticks = signal(Date.now());

/** Starts to tick. */
export function startTicks(): void {
  const tick = () => {
    if (document.visibilityState === "visible") ticks.value = Date.now();
  };
  setInterval(tick, TICK_MS);
  // Who comes back sees at once how old it all is.
  document.addEventListener("visibilitychange", tick);
}
