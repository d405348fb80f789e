import { InvalidInput } from "../errors.ts";
import { parseDuration } from "./duration.ts";
import { instantOf, offsetText, type Zone } from "./zone.ts";

const DAY_MS = 86_400_000;

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** An instant as it was understood. */
export interface Moment {
  /** UTC epoch milliseconds. */
  readonly at: number;
  /** Where it was written in local time: whose. */
  readonly zone: Zone | null;
}

/**
 * Reads an instant: ISO 8601 with a zone, without one (local time, of `zone`), or `+10m` from `now`. Without a `zone` to go by, what
 * has none is refused. So is what does not exist: a day (2026-02-30), or a time that the clocks skip; of one that they show
 * twice it is the first. Throws `InvalidInput` naming `what`.
 */
export function readInstant(text: string, now: number, what: string, zone?: () => Zone): Moment {
  const trimmed = text.trim();
  if (trimmed.startsWith("+")) return { at: now + parseDuration(trimmed.slice(1), what), zone: null };
  const match = ISO.exec(trimmed);
  const iso = match && dayExists(match) ? normalise(match) : "";
  const isLocal = match?.[8] === undefined;
  const at = Date.parse(isLocal ? `${iso}Z` : iso);
  if (Number.isNaN(at)) {
    const local = zone === undefined ? "" : ", or without Z for local time";
    throw new InvalidInput(
      `${what}: ${JSON.stringify(text)} is not an instant`,
      `write ISO 8601 (2026-01-31T09:00:00Z${local}) or a delay from now (+10m)`,
    );
  }
  return isLocal ? { at: localInstant(at, trimmed, what, zone), zone: zone?.() ?? null } : { at, zone: null };
}

/** As `readInstant`, the instant alone: UTC epoch milliseconds. */
export function parseInstant(text: string, now: number, what = "instant", zone?: () => Zone): number {
  return readInstant(text, now, what, zone).at;
}

function localInstant(wall: number, text: string, what: string, zoneOf: (() => Zone) | undefined): number {
  const iso = new Date(wall).toISOString().slice(0, 19);
  if (zoneOf === undefined) {
    const fix = `add the zone that it is meant in: ${iso}Z, or ${iso}+01:00`;
    throw new InvalidInput(`${what}: ${JSON.stringify(text)} does not say in which zone`, fix);
  }
  const zone = zoneOf();
  const at = instantOf(wall, zone);
  if (at !== null) return at;
  const before = zone.offsetMs(wall - DAY_MS);
  throw new InvalidInput(
    `${what}: ${JSON.stringify(text)} does not exist: the clocks of ${zone.nameAt(wall + DAY_MS)} are put forward then`,
    `write another time, or one with its offset: ${iso}${offsetText(before)}`,
  );
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
