import { duration, fullTime, relative, wholeDuration } from "../format/times.ts";
import { now } from "../live/clock.ts";

/** An instant, by its distance from now; the whole of it on a closer look. */
export function Ago({ at }: { at: string | null }) {
  if (at === null) return <span class="muted">–</span>;
  const instant = Date.parse(at);
  return (
    <time dateTime={at} title={fullTime(instant)}>
      {relative(instant, now.value)}
    </time>
  );
}

/** How long something has been going on. */
export function Since({ at }: { at: string | null }) {
  if (at === null) return <span class="muted">–</span>;
  return <time dateTime={at}>{wholeDuration(Math.max(0, now.value - Date.parse(at)))}</time>;
}

/** How long something took. */
export function Duration({ ms }: { ms: number | null }) {
  return ms === null ? <span class="muted">–</span> : <span>{duration(ms)}</span>;
}
