import { visibleLine } from "@queuectl/core";
import type { Job } from "../../api/contract.ts";
import { listJobs } from "../../api/jobs.ts";
import { CommandLine, JobLink } from "../../components/command-line.tsx";
import { Empty } from "../../components/empty.tsx";
import { Panel } from "../../components/panel.tsx";
import { StateBadge } from "../../components/state-badge.tsx";
import { Ago } from "../../components/time.tsx";
import { useResource } from "../../live/resource.ts";
import { OVERVIEW_PACE } from "./pace.ts";

const SHOWN = 8;

/** Jobs whose last attempt failed, the newest jobs first. */
export function RecentFailures() {
  const failures = useResource(
    "recent failures",
    (signal) => listJobs({ state: ["failed", "dead"], reverse: true, limit: SHOWN }, signal),
    OVERVIEW_PACE.failures,
  );
  const jobs = failures.data?.jobs ?? [];

  return (
    <Panel title="Failing" flush aside={<a href="/jobs?state=failed&state=dead">All failures</a>}>
      {jobs.length === 0 ? (
        <Empty title={failures.data ? "Nothing is failing" : "Loading…"} />
      ) : (
        <table class="compact">
          <caption class="unseen">Jobs whose last attempt failed</caption>
          <thead>
            <tr>
              <th scope="col">Job</th>
              <th scope="col" class="not-narrow">
                Reason
              </th>
              <th scope="col" class="not-narrow">
                State
              </th>
              <th scope="col" class="number">
                When
              </th>
            </tr>
          </thead>
          <tbody>
            {jobs.map((job) => (
              <tr key={job.id}>
                <td class="id">
                  <JobLink id={job.id} />
                  <span class="narrow-only">
                    <Why job={job} />
                  </span>
                </td>
                <td class="wide not-narrow">
                  <Why job={job} />
                </td>
                <td class="not-narrow">
                  <StateBadge state={job.state} />
                </td>
                <td class="number">
                  <Ago at={job.updated_at} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

function Why({ job }: { job: Job }) {
  return (
    <>
      <span class={`reason tone-${job.state}`}>{visibleLine(job.error ?? "–")}</span>
      <CommandLine command={job.command} />
    </>
  );
}
