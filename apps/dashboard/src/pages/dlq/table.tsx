import { visibleLine } from "@queuectl/core";
import type { Job } from "../../api/contract.ts";
import { retryJob } from "../../api/jobs.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { CommandLine, JobLink } from "../../components/command-line.tsx";
import { SelectAll, type Selection, SelectOne } from "../../components/selection.tsx";
import { Ago } from "../../components/time.tsx";
import { say } from "../../live/notices.ts";
import { mayChange } from "../../live/session.ts";
import type { JobListing } from "../jobs/use-job-page.ts";

/** Dead jobs with why they died, one a row. */
export function DlqTable({ listing, selected }: { listing: JobListing; selected: Selection }) {
  const { jobs, left } = listing;
  return (
    <table class="jobs">
      <caption class="unseen">Dead jobs</caption>
      <thead>
        <tr>
          {mayChange() && <SelectAll ids={jobs.map(({ id }) => id)} selection={selected} />}
          <th scope="col">Job</th>
          <th scope="col" class="not-narrow">
            Command
          </th>
          <th scope="col" class="not-narrow">
            Reason
          </th>
          <th scope="col" class="not-narrow">
            Queue
          </th>
          <th scope="col" class="number not-narrow">
            Attempts
          </th>
          <th scope="col" class="number not-narrow">
            Died
          </th>
          {mayChange() && (
            <th scope="col" class="buttons">
              <span class="unseen">Actions</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <tr key={job.id} class={left.has(job.id) ? "left" : undefined}>
            {mayChange() && <SelectOne id={job.id} selection={selected} />}
            <th scope="row" class="id">
              <JobLink id={job.id} />
              <span class="narrow-only">
                <CommandLine command={job.command} />
                <Reason job={job} gone={left.has(job.id)} />
                <span class="cell-note">
                  <Ago at={job.finished_at} />
                </span>
              </span>
            </th>
            <td class="wide not-narrow">
              <CommandLine command={job.command} />
            </td>
            <td class="not-narrow">
              <Reason job={job} gone={left.has(job.id)} />
            </td>
            <td class="not-narrow">{job.queue}</td>
            <td class="number not-narrow">{job.attempts}</td>
            <td class="number not-narrow">
              <Ago at={job.finished_at} />
            </td>
            {mayChange() && (
              <td class="buttons">
                {!left.has(job.id) && (
                  <ActionButton
                    kind="quiet"
                    label={`Retry ${job.id}`}
                    onPress={async () => {
                      await retryJob(job.id);
                      say(`${job.id} is pending again`);
                    }}
                  >
                    Retry
                  </ActionButton>
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Why it died. */
function Reason({ job, gone }: { job: Job; gone: boolean }) {
  return <span class="reason tone-dead">{gone ? "no longer dead" : visibleLine(job.error ?? "–")}</span>;
}
