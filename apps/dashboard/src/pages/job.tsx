import { commandText, visibleLine } from "@queuectl/core";
import type { JobDetails } from "../api/contract.ts";
import { getJob } from "../api/jobs.ts";
import { Refused } from "../api/request.ts";
import { Empty } from "../components/empty.tsx";
import { Page } from "../components/page.tsx";
import { Panel } from "../components/panel.tsx";
import { StateBadge } from "../components/state-badge.tsx";
import { Trouble } from "../components/trouble.tsx";
import { useResource } from "../live/resource.ts";
import { useLiveOutput } from "../output/live-output.ts";
import { OutputPanel } from "../output/panel.tsx";
import { JobActions } from "./job/actions.tsx";
import { AttemptsTable } from "./job/attempts.tsx";
import { JobFacts } from "./job/facts.tsx";

/** One job: how it stands, what was tried, what it wrote. */
export function JobPage({ id }: { id: string }) {
  const job = useResource<JobDetails>(`job ${id}`, (signal) => getJob(id, signal));
  const live = useLiveOutput(id);

  if (job.error instanceof Refused && job.error.status === 404) return <NoSuchJob id={id} />;
  const { data } = job;
  return (
    <Page
      title={id}
      heading={
        <>
          <span class="job-id">{id}</span> {data && <StateBadge state={data.state} />}
        </>
      }
      actions={data && <JobActions job={data} onDone={job.reload} />}
    >
      {job.error && <Trouble error={job.error} onRetry={job.reload} />}
      {data && (
        <>
          <pre class="job-command">
            <code>{visibleLine(commandText(data.command))}</code>
          </pre>
          <JobFacts job={data} />
          <Panel title="Attempts" flush>
            {data.attempt_history.length === 0 ? (
              <Empty title="It has not been executed yet" />
            ) : (
              <AttemptsTable attempts={data.attempt_history} />
            )}
          </Panel>
          {data.attempt_history.length > 0 && <OutputPanel id={id} attempts={data.attempt_history} live={live} />}
        </>
      )}
    </Page>
  );
}

function NoSuchJob({ id }: { id: string }) {
  return (
    <Page title="No such job">
      <Empty title={`There is no job ${id}`}>
        <p>It may have been deleted, or pruned after its retention.</p>
        <p>
          <a href="/jobs">Show all jobs</a>
        </p>
      </Empty>
    </Page>
  );
}
