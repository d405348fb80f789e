import type { Attempt } from "../../api/contract.ts";
import { outcomeTone } from "../../format/outcome.ts";
import { now } from "../../live/clock.ts";

/** From the first claim to the last end, or to now. */
interface Timeline {
  readonly from: number;
  readonly to: number;
}

export function timelineOf(attempts: readonly Attempt[]): Timeline {
  const from = Math.min(...attempts.map(({ claimed_at }) => Date.parse(claimed_at)));
  const running = attempts.some(({ finished_at }) => finished_at === null);
  const ends = attempts.map(({ finished_at }) => (finished_at === null ? 0 : Date.parse(finished_at)));
  return { from, to: Math.max(running ? now.value : 0, from + 1, ...ends) };
}

/** Narrower than this, a bar would not be seen; per cent. */
const NARROWEST = 0.8;

/** When an attempt ran, among the others. Waiting for its start is shown fainter. */
export function TimelineBar({ attempt, timeline }: { attempt: Attempt; timeline: Timeline }) {
  const share = (at: number) => ((at - timeline.from) / (timeline.to - timeline.from)) * 100;
  const claimed = share(Date.parse(attempt.claimed_at));
  const started = attempt.started_at === null ? claimed : share(Date.parse(attempt.started_at));
  const ended = attempt.finished_at === null ? 100 : share(Date.parse(attempt.finished_at));
  const x = Math.min(started, 100 - NARROWEST);
  return (
    <svg class={`timeline tone-${outcomeTone(attempt)}`} width="100%" height="14" aria-hidden="true">
      <rect class="timeline-track" x="0" y="6" width="100%" height="2" rx="1" />
      <rect
        class="timeline-wait"
        x={`${claimed}%`}
        y="4"
        width={`${Math.max(0, started - claimed)}%`}
        height="6"
        rx="2"
      />
      <rect class="timeline-run" x={`${x}%`} y="2" width={`${Math.max(NARROWEST, ended - x)}%`} height="10" rx="2" />
    </svg>
  );
}
