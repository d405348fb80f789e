import type { JobState } from "@queuectl/core";
import { shortCount } from "../format/numbers.ts";
import { latest } from "../live/connection.ts";
import { path } from "../router.ts";

interface Entry {
  readonly to: string;
  readonly word: string;
  /** Where there is little room. */
  readonly short?: string;
  /** How many there are to look at, and of what. */
  readonly badge?: (() => { n: number; of: string; tone: JobState }) | undefined;
}

const ENTRIES: readonly Entry[] = [
  { to: "/", word: "Overview" },
  { to: "/jobs", word: "Jobs" },
  {
    to: "/dlq",
    word: "Dead letter queue",
    short: "DLQ",
    badge: () => ({ n: latest.jobs.value?.jobs.dead ?? 0, of: "dead jobs", tone: "dead" }),
  },
  { to: "/queues", word: "Queues", badge: () => ({ n: pausedQueues(), of: "paused", tone: "failed" }) },
  { to: "/runners", word: "Runners" },
  { to: "/config", word: "Config" },
];

/** The way to every page. */
export function Navigation() {
  const here = `/${path.value[0] ?? ""}`;
  return (
    <nav aria-label="Pages">
      <ul>
        {ENTRIES.map(({ to, word, short = word, badge }) => {
          const { n, of, tone } = badge?.() ?? { n: 0, of: "", tone: "dead" };
          return (
            <li key={to}>
              <a href={to} aria-current={here === to ? "page" : undefined}>
                <span class="not-narrow">{word}</span>
                <span class="narrow-only">{short}</span>
                {n > 0 && (
                  <span class={`nav-badge tone-${tone}`}>
                    {shortCount(n)} <span class="unseen">{of}</span>
                  </span>
                )}
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

function pausedQueues(): number {
  return latest.queues.value?.queues?.filter(({ paused }) => paused).length ?? 0;
}
