import { listRunners } from "../../api/operate.ts";
import { CommandLine, JobLink } from "../../components/command-line.tsx";
import { Empty } from "../../components/empty.tsx";
import { Panel } from "../../components/panel.tsx";
import { Since } from "../../components/time.tsx";
import { counted } from "../../format/numbers.ts";
import { useResource } from "../../live/resource.ts";
import { OVERVIEW_PACE } from "./pace.ts";

const SHOWN = 8;

/** What is being executed, the longest-running first. */
export function RunningNow() {
  const runners = useResource("running now", listRunners, OVERVIEW_PACE.running);
  const executing = (runners.data?.runners ?? [])
    .flatMap((runner) => runner.executing)
    .filter(({ started_at }) => started_at !== null)
    .sort((a, b) => (a.started_at ?? "").localeCompare(b.started_at ?? ""));

  return (
    <Panel title="Running now" flush aside={<a href="/runners">Runners</a>}>
      {executing.length === 0 ? (
        <Empty title={runners.data ? "No job is being executed" : "Loading…"} />
      ) : (
        <table class="compact">
          <caption class="unseen">Jobs that are being executed, the longest-running first</caption>
          <thead>
            <tr>
              <th scope="col">Job</th>
              <th scope="col" class="not-narrow">
                Command
              </th>
              <th scope="col" class="number">
                For
              </th>
            </tr>
          </thead>
          <tbody>
            {executing.slice(0, SHOWN).map((job) => (
              <tr key={job.id}>
                <td class="id">
                  <JobLink id={job.id} />
                  <span class="narrow-only">
                    <CommandLine command={job.command} />
                  </span>
                </td>
                <td class="wide not-narrow">
                  <CommandLine command={job.command} />
                </td>
                <td class="number">
                  <Since at={job.started_at} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {executing.length > SHOWN && (
        <p class="panel-foot">
          <a href="/jobs?state=processing">{counted(executing.length - SHOWN, "more job")}</a>
        </p>
      )}
    </Panel>
  );
}
