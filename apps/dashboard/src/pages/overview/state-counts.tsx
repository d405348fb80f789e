import { JOB_STATES, type JobState } from "@queuectl/core";
import { count, shortCount } from "../../format/numbers.ts";

/** How many jobs there are in each state; each number leads to the jobs. */
export function StateCounts({ jobs }: { jobs: Readonly<Record<JobState, number>> | null }) {
  return (
    <ul class="states" aria-label="Jobs by state">
      {JOB_STATES.map((state) => (
        <li key={state}>
          <a class={`state tone-${state}`} href={state === "dead" ? "/dlq" : `/jobs?state=${state}`}>
            <span class="state-name">{state}</span>
            <span class="state-count" title={jobs ? count(jobs[state]) : undefined}>
              {jobs ? shortCount(jobs[state]) : "–"}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
