import { shortCount } from "../format/numbers.ts";
import { latest } from "../live/connection.ts";
import { path } from "../router.ts";

interface Entry {
  readonly to: string;
  readonly word: string;
  /** How many there are to look at, and of what. */
  readonly badge?: (() => { n: number; of: string }) | undefined;
}

const ENTRIES: readonly Entry[] = [
  { to: "/", word: "Overview" },
  { to: "/jobs", word: "Jobs" },
  { to: "/dlq", word: "Dead letter queue", badge: () => ({ n: latest.jobs.value?.jobs.dead ?? 0, of: "dead jobs" }) },
  { to: "/queues", word: "Queues", badge: () => ({ n: pausedQueues(), of: "paused" }) },
  { to: "/runners", word: "Runners" },
  { to: "/config", word: "Config" },
];

/** The way to every page. */
export function Navigation() {
  const here = `/${path.value[0] ?? ""}`;
  return (
    <nav aria-label="Pages">
      <ul>
        {ENTRIES.map(({ to, word, badge }) => {
          const { n, of } = badge?.() ?? { n: 0, of: "" };
          return (
            <li key={to}>
              <a href={to} aria-current={here === to ? "page" : undefined}>
                {word}
                {n > 0 && (
                  <span class="nav-badge">
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
