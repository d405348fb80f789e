/** A time zone. Instants are UTC epoch milliseconds. */
export interface Zone {
  /** How far its clocks are ahead of UTC at an instant. */
  offsetMs(at: number): number;
  /** What its time is called at an instant: `CEST`, or `Europe/Berlin`. */
  nameAt(at: number): string;
}

/** More than any zone is ahead of UTC or behind it, and less than there is between two changes of one. */
const BEYOND_MS = 30 * 3_600_000;

/**
 * When the clocks of `zone` show `wall`, a time written as if it were UTC. Where they show it twice, it is the first; `null` where they
 * never do, since they are put forward then.
 */
export function instantOf(wall: number, zone: Zone): number | null {
  const offsets = [zone.offsetMs(wall - BEYOND_MS), zone.offsetMs(wall + BEYOND_MS)];
  const shown = offsets.map((offset) => wall - offset).filter((at) => at + zone.offsetMs(at) === wall);
  return shown.length === 0 ? null : Math.min(...shown);
}

/** ISO 8601 with the offset of the zone, and its name: `2026-07-01T09:00:00.000+02:00 (CEST)`. */
export function formatLocal(at: number, zone: Zone): string {
  const offset = zone.offsetMs(at);
  return `${new Date(at + offset).toISOString().slice(0, -1)}${offsetText(offset)} (${zone.nameAt(at)})`;
}

/** `+05:30`. */
export function offsetText(offsetMs: number): string {
  const minutes = Math.round(Math.abs(offsetMs) / 60_000);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${offsetMs < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
