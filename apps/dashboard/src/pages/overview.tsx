import type { Status } from "../api/contract.ts";
import { getHistory, getStatus } from "../api/operate.ts";
import { ActivityCharts } from "../charts/activity.tsx";
import { Page } from "../components/page.tsx";
import { Panel } from "../components/panel.tsx";
import { Trouble } from "../components/trouble.tsx";
import { connection, latest } from "../live/connection.ts";
import { useResource } from "../live/resource.ts";
import { address } from "../router.ts";
import { Answers } from "./overview/answers.tsx";
import { FirstSteps } from "./overview/first-steps.tsx";
import { OVERVIEW_PACE } from "./overview/pace.ts";
import { RecentFailures } from "./overview/recent-failures.tsx";
import { RunningNow } from "./overview/running-now.tsx";
import { SpanPicker, spanOf } from "./overview/span.tsx";
import { StateCounts } from "./overview/state-counts.tsx";

/** Is it healthy, is it keeping up, what is failing: at one look. The rest is below. */
export function OverviewPage() {
  const span = spanOf(address.value.searchParams);
  const status = useResource("status", getStatus, OVERVIEW_PACE.status);
  const history = useResource(
    `history ${span.name}`,
    (signal) => getHistory(span.minutes, span.step, signal),
    OVERVIEW_PACE.history,
  );
  const current = withNews(status.data);
  const isNew = current !== null && Object.values(current.jobs).every((n) => n === 0);

  return (
    <Page title="Overview">
      {status.error && <Trouble error={status.error} onRetry={status.reload} />}
      <Answers status={current} history={history.data} span={span} />
      {isNew ? (
        <FirstSteps />
      ) : (
        <>
          <StateCounts jobs={current?.jobs ?? null} />
          <Panel title="Activity" aside={<SpanPicker current={span} />}>
            {history.error && <Trouble error={history.error} onRetry={history.reload} />}
            {history.data ? <ActivityCharts history={history.data} /> : <div class="charts-place" aria-hidden="true" />}
          </Panel>
          <div class="columns">
            <RunningNow />
            <RecentFailures />
          </div>
        </>
      )}
    </Page>
  );
}

/** The status with what the events have told: twice a second, and nobody needs to ask for it. */
function withNews(status: Status | null): Status | null {
  const jobs = latest.jobs.value;
  if (status === null || jobs === null || connection.value !== "live") return status;
  const { at, ...news } = jobs;
  return { ...status, ...news };
}
