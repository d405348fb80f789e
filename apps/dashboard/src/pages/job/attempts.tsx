import type { Attempt } from "../../api/contract.ts";
import { Ago, Duration, Since } from "../../components/time.tsx";
import { bytes, counted } from "../../format/numbers.ts";
import { outcomeTone, outcomeWord } from "../../format/outcome.ts";
import { TimelineBar, timelineOf } from "./timeline.tsx";

/** A job may be retried for years. */
const SHOWN = 100;

/** Each attempt with its place on the time line, the newest first. */
export function AttemptsTable({ attempts }: { attempts: readonly Attempt[] }) {
  const shown = attempts.slice(-SHOWN);
  const timeline = timelineOf(shown);
  return (
    <table class="attempts">
      <caption class={attempts.length > SHOWN ? "muted" : "unseen"}>
        {attempts.length > SHOWN ? `The latest ${SHOWN} of ${counted(attempts.length, "attempt")}` : "Attempts"}, the
        newest first
      </caption>
      <thead>
        <tr>
          <th scope="col" class="number">
            No.
          </th>
          <th scope="col">Outcome</th>
          <th scope="col" class="wide not-narrow">
            Time line
          </th>
          <th scope="col" class="number">
            Took
          </th>
          <th scope="col" class="number">
            Began
          </th>
          <th scope="col" class="not-narrow">
            Worker
          </th>
          <th scope="col" class="number not-narrow">
            Output
          </th>
        </tr>
      </thead>
      <tbody>
        {shown.toReversed().map((attempt) => (
          <tr key={attempt.number}>
            <th scope="row" class="number">
              {attempt.number}
            </th>
            <td>
              <span class={`badge tone-${outcomeTone(attempt)}`}>{outcomeWord(attempt)}</span>
            </td>
            <td class="wide not-narrow">
              <TimelineBar attempt={attempt} timeline={timeline} />
            </td>
            <td class="number">
              {attempt.finished_at === null && attempt.started_at !== null ? (
                <Since at={attempt.started_at} />
              ) : (
                <Duration ms={attempt.duration_ms} />
              )}
            </td>
            <td class="number">
              <Ago at={attempt.started_at ?? attempt.claimed_at} />
            </td>
            <td class="not-narrow whole">
              {attempt.worker ?? "–"} <span class="muted">of {attempt.runner}</span>
            </td>
            <td class="number not-narrow">{bytes(attempt.stdout_bytes + attempt.stderr_bytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
