import { InvalidInput } from "../errors.ts";
import { vanishes } from "../text/number-text.ts";

const UNIT_MS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** A century: longer than any wait makes sense, short enough that now + duration is still a date. */
export const MAX_DURATION_MS = 36_525 * UNIT_MS.d;

/**
 * Reads `90` (seconds), `500ms`, `10s`, `5m`, `2h` or `1d` into milliseconds, rounded to whole ones.
 * Throws `InvalidInput` naming `what` for anything else, for more than a century, and for what would be rounded to 0.
 */
export function parseDuration(text: string, what = "duration"): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(text.trim());
  const ms = match ? Math.round(Number(match[1]) * UNIT_MS[(match[2] ?? "s") as keyof typeof UNIT_MS]) : Number.NaN;
  if (!(ms <= MAX_DURATION_MS)) {
    throw new InvalidInput(
      `${what}: ${JSON.stringify(text)} is not a duration`,
      "write seconds (90) or a number with a unit: 500ms, 10s, 5m, 2h, 1d; at most 100 years",
    );
  }
  if (vanishes(text, ms)) throw tooShort(JSON.stringify(text), what);
  return ms;
}

/**
 * Reads a number of seconds, from 0 to a century, into milliseconds, rounded to whole ones.
 * Throws `InvalidInput` naming `what` for anything else, and for what would be rounded to 0.
 */
export function durationOf(seconds: number, what = "duration"): number {
  if (!(seconds >= 0 && seconds * UNIT_MS.s <= MAX_DURATION_MS)) {
    throw new InvalidInput(
      `${what}: ${seconds} is out of range`,
      `use a number of seconds from 0 to ${MAX_DURATION_MS / UNIT_MS.s}`,
    );
  }
  const ms = Math.round(seconds * UNIT_MS.s);
  if (ms === 0 && seconds > 0) throw tooShort(String(seconds), what);
  return ms;
}

/** To round it to 0 would say "none", or "at once". */
function tooShort(shown: string, what: string): InvalidInput {
  return new InvalidInput(`${what}: ${shown} is shorter than the shortest duration`, "use at least 1ms, or 0");
}

/** The shortest exact form that `parseDuration` reads back: 90000 → `90s`, 3600000 → `1h`, 0 → `0s`. */
export function formatDuration(ms: number): string {
  if (ms === 0) return "0s";
  for (const unit of ["d", "h", "m", "s"] as const) {
    if (ms % UNIT_MS[unit] === 0) return `${ms / UNIT_MS[unit]}${unit}`;
  }
  return ms > UNIT_MS.s ? `${ms / UNIT_MS.s}s` : `${ms}ms`;
}
