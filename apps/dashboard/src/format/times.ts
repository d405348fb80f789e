const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long something took, to read at a glance: `340 ms`, `2.4 s`, `3 min 4 s`, `2 h 5 min`, `3 d 4 h`. */
export function duration(ms: number): string {
  if (ms < 1) return ms <= 0 ? "0 ms" : "<1 ms";
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < 10 * SECOND) return `${(ms / SECOND).toFixed(1)} s`;
  return wholeDuration(ms);
}

/** How far apart the marks of an axis of seconds may be, so that `roughDuration` has short words for them. */
export const SECONDS_APART: readonly number[] = [
  ...[0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30, 60, 120, 240, 360, 720, 1_440].map((minutes) => minutes * 60),
];

/** How long, to one decimal: for the marks of an axis. */
export function roughDuration(ms: number): string {
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  const [unit, name] = ms < MINUTE ? [SECOND, "s"] : ms < HOUR ? [MINUTE, "min"] : [HOUR, "h"];
  return `${Number((ms / unit).toFixed(1))} ${name}`;
}

/** How long something has been going on, in whole seconds: it changes while it is looked at. */
export function wholeDuration(ms: number): string {
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return pair(ms, MINUTE, "min", SECOND, "s");
  if (ms < DAY) return pair(ms, HOUR, "h", MINUTE, "min");
  return pair(ms, DAY, "d", HOUR, "h");
}

/** `just now`, `12 s ago`, `in 5 min`. */
export function relative(at: number, now: number): string {
  const distance = now - at;
  if (Math.abs(distance) < SECOND) return "just now";
  const length = oneUnit(Math.abs(distance));
  return distance > 0 ? `${length} ago` : `in ${length}`;
}

const clock = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const clockSeconds = new Intl.DateTimeFormat("en", {
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});
const full = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "medium", hourCycle: "h23" });

/** `14:05`, local time. */
export function timeOfDay(at: number): string {
  return clock.format(at);
}

/** `14:05:09`, local time. */
export function timeOfDaySeconds(at: number): string {
  return clockSeconds.format(at);
}

/** `Jan 31, 2026, 14:05:09`, local time. */
export function fullTime(at: number): string {
  return full.format(at);
}

function pair(ms: number, big: number, bigName: string, small: number, smallName: string): string {
  const rest = Math.floor((ms % big) / small);
  return `${Math.floor(ms / big)} ${bigName}${rest === 0 ? "" : ` ${rest} ${smallName}`}`;
}

function oneUnit(ms: number): string {
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < 2 * DAY) return `${Math.floor(ms / HOUR)} h`;
  return `${Math.floor(ms / DAY)} d`;
}
