import { visibleLine } from "@queuectl/core";
import type { Job } from "../../api/contract.ts";
import { CommandLine, JobLink } from "../../components/command-line.tsx";
import { SelectAll, type Selection, SelectOne } from "../../components/selection.tsx";
import { StateBadge } from "../../components/state-badge.tsx";
import { Ago, Duration, Since } from "../../components/time.tsx";
import { relative } from "../../format/times.ts";
import { now } from "../../live/clock.ts";
import { mayChange } from "../../live/session.ts";
import type { JobListing } from "./use-job-page.ts";

/** Jobs, one a row. On a narrow screen the command moves below the id. */
export function JobsTable({ listing, selected }: JobsTableProps) {
  const { jobs, left } = listing;

  return (
    <table class="jobs">
      <caption class="unseen">Jobs</caption>
      <thead>
        <tr>
          {mayChange() && <SelectAll ids={jobs.map(({ id }) => id)} selection={selected} />}
          <th scope="col">Job</th>
          <th scope="col" class="not-narrow">
            Command
          </th>
          <th scope="col" class="not-narrow">
            Queue
          </th>
          <th scope="col">State</th>
          <th scope="col" class="number not-narrow">
            Attempts
          </th>
          <th scope="col" class="number not-narrow">
            Duration
          </th>
          <th scope="col" class="number not-narrow">
            Enqueued
          </th>
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <tr key={job.id} class={left.has(job.id) ? "left" : undefined} aria-selected={selected.value.has(job.id)}>
            {mayChange() && <SelectOne id={job.id} selection={selected} />}
            <th scope="row" class="id">
              <JobLink id={job.id} />
              <span class="narrow-only">
                <CommandLine command={job.command} />
              </span>
            </th>
            <td class="wide not-narrow">
              <CommandLine command={job.command} />
            </td>
            <td class="not-narrow">{job.queue}</td>
            <td>
              <StateBadge state={job.state} note={left.has(job.id) ? "until now" : undefined} />
              <span class="cell-note">{noteOf(job)}</span>
              <span class="cell-note narrow-only">
                <Ago at={job.created_at} />
              </span>
            </td>
            <td class="number not-narrow">
              {job.attempts}
              <span class="muted"> / {job.max_retries + 1}</span>
            </td>
            <td class="number not-narrow">
              {job.state === "processing" ? <Since at={job.started_at} /> : <Duration ms={job.duration_ms} />}
            </td>
            <td class="number not-narrow">
              <Ago at={job.created_at} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface JobsTableProps {
  readonly listing: JobListing;
  readonly selected: Selection;
}

/** What there is to know of a state beyond its name. */
function noteOf(job: Job): string {
  if (job.cancel_requested_at !== null) return "being cancelled";
  if (job.state === "processing" && job.started_at === null) return "held by its runner";
  if (job.next_run_at !== null) {
    const due = relative(Date.parse(job.next_run_at), now.value);
    return job.error === null ? due : `${visibleLine(job.error)}, again ${due}`;
  }
  return job.state === "dead" ? visibleLine(job.error ?? "") : "";
}
