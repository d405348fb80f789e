const UNITS = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1_000],
] as const;

/** A span of time for people, in one or two units: `850ms`, `4s`, `2m 5s`, `3d 4h`. */
export function span(ms: number): string {
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))}ms`;
  const index = UNITS.findIndex(([, size]) => ms >= size);
  const [unit, size] = UNITS[index] as (typeof UNITS)[number];
  const whole = Math.floor(ms / size);
  const next = UNITS[index + 1];
  const rest = next === undefined || whole >= 10 ? 0 : Math.floor((ms % size) / next[1]);
  return rest > 0 ? `${whole}${unit} ${rest}${next?.[0]}` : `${whole}${unit}`;
}

/** How long something took: like `span`, but seconds with a fraction. */
export function took(ms: number): string {
  return ms < 1_000 || ms >= 60_000 ? span(ms) : `${(ms / 1_000).toFixed(1)}s`;
}

/** `4s ago`, `now` or `in 4s`. */
export function relative(at: number, now: number): string {
  if (Math.abs(at - now) < 1_000) return "now";
  return at < now ? `${span(now - at)} ago` : `in ${span(at - now)}`;
}
