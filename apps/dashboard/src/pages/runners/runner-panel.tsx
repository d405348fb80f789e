import type { BusyRunner } from "../../api/contract.ts";
import { stopRunner } from "../../api/operate.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { CommandLine, JobLink } from "../../components/command-line.tsx";
import { confirmed } from "../../components/confirm.tsx";
import { Panel } from "../../components/panel.tsx";
import { Ago, Since } from "../../components/time.tsx";
import { counted } from "../../format/numbers.ts";
import { say } from "../../live/notices.ts";

const TONES: Record<BusyRunner["state"], string> = {
  running: "completed",
  stopping: "failed",
  stalled: "dead",
  dead: "dead",
  unknown: "cancelled",
};

/** One runner: who it is, what its workers execute, how to stop it. */
export function RunnerPanel({ runner, onDone }: { runner: BusyRunner; onDone: () => void }) {
  const executing = runner.executing.filter(({ worker }) => worker !== null);
  const held = runner.executing.length - executing.length;
  return (
    <Panel title={runner.id} flush aside={<StopButtons runner={runner} onDone={onDone} />}>
      <p class="runner-facts">
        <span class={`badge tone-${TONES[runner.state]}`}>{runner.state}</span>
        <span>
          <b>{executing.length}</b> of {counted(runner.workers, "worker")} busy
        </span>
        {held > 0 && <span>{counted(held, "job")} held</span>}
        <span>{served(runner)}</span>
        <span>
          pid {runner.pid} on {runner.host}
        </span>
        <span>
          up for <Since at={runner.started_at} />
        </span>
        <span>
          heartbeat <Ago at={runner.heartbeat_at} />
        </span>
        <span class="muted">{runner.version}</span>
      </p>
      <table>
        <caption class="unseen">Workers of {runner.id}</caption>
        <thead>
          <tr>
            <th scope="col" class="number">
              Worker
            </th>
            <th scope="col">Job</th>
            <th scope="col" class="not-narrow">
              Command
            </th>
            <th scope="col" class="number not-narrow">
              Attempt
            </th>
            <th scope="col" class="number">
              For
            </th>
          </tr>
        </thead>
        <tbody>
          {workersOf(runner).map((worker) => {
            const job = executing.find((each) => each.worker === worker);
            return (
              <tr key={worker}>
                <th scope="row" class="number">
                  {worker}
                </th>
                <td class="id">
                  {job ? <JobLink id={job.id} /> : <span class="muted">idle</span>}
                  {job && (
                    <span class="narrow-only">
                      <CommandLine command={job.command} />
                    </span>
                  )}
                </td>
                <td class="wide not-narrow">{job && <CommandLine command={job.command} />}</td>
                <td class="number not-narrow">{job?.attempt}</td>
                <td class="number">{job && <Since at={job.started_at} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Panel>
  );
}

function StopButtons({ runner, onDone }: { runner: BusyRunner; onDone: () => void }) {
  if (runner.state === "dead") return null;
  const stop = async (force: boolean) => {
    await stopRunner(runner.id, force);
    say(force ? `${runner.id} ends what it runs and stops` : `${runner.id} finishes what it runs and stops`);
    onDone();
  };
  return (
    <>
      {runner.stop_requested === null && (
        <ActionButton label={`Stop ${runner.id}`} onPress={() => stop(false)}>
          Stop
        </ActionButton>
      )}
      {runner.stop_requested !== "interrupt" && (
        <ActionButton
          kind="quiet danger"
          label={`Stop now: ${runner.id}`}
          onPress={async () => {
            const jobs = counted(runner.executing.length, "job");
            const sure = await confirmed({
              title: `Stop ${runner.id} now?`,
              text: `It ends ${jobs} that it runs. They become pending again, and the attempt does not count.`,
              verb: "Stop it now",
              danger: true,
            });
            if (sure) await stop(true);
          }}
        >
          Stop now
        </ActionButton>
      )}
    </>
  );
}

/** Numbered from 1; where there are many, only those that are busy. */
function workersOf(runner: BusyRunner): number[] {
  const busy = runner.executing.flatMap(({ worker }) => (worker === null ? [] : [worker]));
  if (runner.workers > MANY_WORKERS) return busy.sort((a, b) => a - b);
  return Array.from({ length: runner.workers }, (_, i) => i + 1);
}

const MANY_WORKERS = 32;

function served({ queues, excluded_queues: excluded }: BusyRunner): string {
  if (queues !== null) return `queues ${queues.join(", ")}`;
  return excluded.length === 0 ? "all queues" : `all queues but ${excluded.join(", ")}`;
}
