import { parseDuration } from "./duration.ts";
import { InvalidInput } from "./errors.ts";

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * Reads an instant into UTC epoch milliseconds: ISO 8601 with a zone, without one (local time), or `+10m` from `now`.
 * A day that does not exist (2026-02-30) is refused, not rolled over. Throws `InvalidInput` naming `what`.
 */
export function parseInstant(text: string, now: number, what = "instant"): number {
  const trimmed = text.trim();
  if (trimmed.startsWith("+")) return now + parseDuration(trimmed.slice(1), what);
  const match = ISO.exec(trimmed);
  const at = match && dayExists(match) ? Date.parse(normalise(match)) : Number.NaN;
  if (Number.isNaN(at)) {
    throw new InvalidInput(
      `${what}: ${JSON.stringify(text)} is not an instant`,
      "write ISO 8601 (2026-01-31T09:00:00Z, or without Z for local time) or a delay from now (+10m)",
    );
  }
  return at;
}

/** ISO 8601 in UTC with milliseconds. */
export function formatInstant(at: number): string {
  return new Date(at).toISOString();
}

function dayExists([, year, month, day]: RegExpExecArray): boolean {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}

/** A form that every engine parses alike; a date alone means its midnight in local time, as an instant without zone does. */
function normalise([
  ,
  year,
  month,
  day,
  hour = "00",
  minute = "00",
  second = "00",
  fraction = "",
  zone = "",
]: string[]) {
  const ms = fraction.padEnd(3, "0").slice(0, 3);
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}${offset}`;
}
