import { signal } from "@preact/signals";

/** A colour of the stylesheet, by the name of its variable. */
export type Tone = "completed" | "processing" | "pending" | "scheduled" | "failed" | "dead" | "muted" | "accent";

const dark = window.matchMedia("(prefers-color-scheme: dark)");

/** Changes whenever the stylesheet's colours do: a canvas does not follow by itself. */
export const scheme = signal(dark.matches ? "dark" : "light");
dark.addEventListener("change", () => {
  scheme.value = dark.matches ? "dark" : "light";
});

/** What `var(--name)` stands for now. */
export function colour(name: string): string {
  return resolved(`var(--${name})`);
}

/** The same colour, this much of it. */
export function faded(name: string, share: number): string {
  return resolved(`color-mix(in srgb, var(--${name}) ${share * 100}%, transparent)`);
}

// A custom property keeps `light-dark()` as it is written; only a real property is computed to a colour.
function resolved(value: string): string {
  const probe = document.createElement("span");
  probe.style.color = value;
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
