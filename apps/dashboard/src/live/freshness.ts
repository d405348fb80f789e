import { computed, effect, signal } from "@preact/signals";
import { ticks } from "./ticks.ts";

/** The server says something every 15 s, whatever happens: who hears nothing for longer has lost it. */
const SILENT_MS = 20_000;

/** When the last word of the server came, by our own clock, whichever way; `null` before the first. */
export const heardAt = signal<number | null>(null);
/** Whether something has gone unanswered since. */
const unanswered = signal(false);

/** Whether what is shown is of the past: then nothing of it may look as if it were of now. */
export const stale = computed(
  () => heardAt.value !== null && (unanswered.value || ticks.value - heardAt.value > SILENT_MS),
);

/** The server said something. */
export function heard(): void {
  heardAt.value = Date.now();
  unanswered.value = false;
}

/** The server did not answer, or hung up. */
export function missed(): void {
  unanswered.value = true;
}

/** Tells the stylesheet. */
export function startFreshness(): void {
  effect(() => {
    document.documentElement.toggleAttribute("data-stale", stale.value);
  });
}
