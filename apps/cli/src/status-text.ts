import {
  healthChecks,
  JOB_STATES,
  type QueueStatus,
  type RunnerRecord,
  type StoreHealth,
  type StoreStatus,
  statusJson,
} from "@queuectl/core";
import { STATE_COLOURS } from "./job-table.ts";
import type { Paint } from "./paint.ts";
import { relative, span } from "./relative-time.ts";
import { type Column, renderTable } from "./table.ts";

const NO_CHECKS: StoreHealth = { ok: true, checks: [] };

/** What `status` shows people: how many jobs are where, who works, what waits, and how fast it goes. */
export function statusLines(
  status: StoreStatus,
  runners: readonly RunnerRecord[],
  now: number,
  width: number,
  paint: Paint,
): string[] {
  const total: QueueStatus = { name: "all", paused: false, jobs: status.jobs };
  const rows = status.queues.length > 1 ? [...status.queues, total] : [total];
  const facts: [string, string][] = [
    ["workers", workers(status, runners, now, paint)],
    ["oldest due", status.oldestDueAt === null ? "nothing waits" : `waiting ${span(now - status.oldestDueAt)}`],
    ["next due", status.nextRunAt === null ? "nothing is scheduled" : relative(status.nextRunAt, now)],
    ["last minute", `${status.lastMinute.completed} completed, ${status.lastMinute.failed} failed`],
  ];
  return [
    ...renderTable(countColumns(), rows, width, paint),
    "",
    ...facts.map(([label, value]) => `${paint("dim", label.padEnd(11))}  ${value}`),
  ];
}

/** Why work cannot go on, one line each; none when all is well. That no worker is there is said already. */
export function troubleLines(
  runners: readonly RunnerRecord[],
  health: StoreHealth,
  now: number,
  paint: Paint,
): string[] {
  const failed = healthChecks(runners, health, now).filter(({ name, ok }) => !ok && name !== "workers");
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

function workers(status: StoreStatus, runners: readonly RunnerRecord[], now: number, paint: Paint): string {
  const { total, busy } = statusJson(status, runners, NO_CHECKS, now).workers;
  const dead = runners.filter((runner) => runner.alive === false).length;
  const living = runners.length - dead;
  const note = dead === 0 ? "" : paint("red", `, ${dead} dead ${dead === 1 ? "runner" : "runners"}`);
  if (total === 0) return `${paint("yellow", "none")}: queuectl worker start${note}`;
  return `${busy} of ${total} busy, in ${living} ${living === 1 ? "runner" : "runners"}${note}`;
}
