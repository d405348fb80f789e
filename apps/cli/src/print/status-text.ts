import { healthChecks, JOB_STATES, type QueueStatus, type Seen, statusJson } from "@queuectl/core";
import { STATE_COLOURS } from "./job-table.ts";
import type { Paint } from "./paint.ts";
import { relative, span } from "./relative-time.ts";
import { type Column, renderTable } from "./table.ts";

/** More queues than that do not fit a screen. */
const MAX_ROWS = 20;

/** What `status` shows people: how many jobs are where, who works, what waits, and how fast it goes. */
export function statusLines(seen: Seen, now: number, width: number, paint: Paint): string[] {
  const { status } = seen;
  const total: QueueStatus = { name: "all", paused: false, jobs: status.jobs };
  const shown = busiest(status.queues);
  const rows = shown.length > 1 ? [...shown, total] : [total];
  const more = status.queueCount - shown.length;
  const facts: [string, string][] = [
    ["workers", workers(seen, now, paint)],
    ["oldest due", status.oldestDueAt === null ? "nothing waits" : `waiting ${span(now - status.oldestDueAt)}`],
    ["next due", status.nextRunAt === null ? "nothing is scheduled" : relative(status.nextRunAt, now)],
    ["last minute", `${status.lastMinute.completed} completed, ${status.lastMinute.failed} failed`],
  ];
  return [
    ...renderTable(countColumns(), rows, width, paint),
    ...(more > 0 ? [paint("dim", `and ${more} more ${more === 1 ? "queue" : "queues"}: queuectl queue list`)] : []),
    "",
    ...facts.map(([label, value]) => `${paint("dim", label.padEnd(11))}  ${value}`),
  ];
}

/** Why work cannot go on, one line each; none when all is well. That no worker is there is said already. */
export function troubleLines(seen: Seen, now: number, paint: Paint): string[] {
  const failed = healthChecks(seen, now).filter(({ name, ok }) => !ok && name !== "workers");
  return failed.map(({ reason }) => `${paint("red", "trouble".padEnd(11))}  ${reason}`);
}

function countColumns(): Column<QueueStatus>[] {
  return [
    { title: "QUEUE", cell: ({ name, paused }) => (paused ? `${name} (paused)` : name), shrinkTo: 5 },
    ...JOB_STATES.map(
      (state): Column<QueueStatus> => ({
        title: state.toUpperCase(),
        cell: ({ jobs }) => String(jobs[state]),
        colour: ({ jobs }) => (jobs[state] === 0 ? "dim" : STATE_COLOURS[state]),
        align: "right",
      }),
    ),
  ];
}

/** Those with the most that waits, runs or has failed, by name. */
function busiest(queues: readonly QueueStatus[]): QueueStatus[] {
  const rest = ({ jobs }: QueueStatus) => jobs.scheduled + jobs.pending + jobs.processing + jobs.failed + jobs.dead;
  return queues
    .toSorted((a, b) => Number(b.paused) - Number(a.paused) || rest(b) - rest(a))
    .slice(0, MAX_ROWS)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function workers(seen: Seen, now: number, paint: Paint): string {
  const { runners } = seen;
  const { total, busy } = statusJson(seen, now).workers;
  const dead = runners.filter((runner) => runner.alive === false).length;
  const living = runners.length - dead;
  const note = dead === 0 ? "" : paint("red", `, ${dead} dead ${dead === 1 ? "runner" : "runners"}`);
  if (total === 0) return `${paint("yellow", "none")}: queuectl worker start${note}`;
  return `${busy} of ${total} busy, in ${living} ${living === 1 ? "runner" : "runners"}${note}`;
}
