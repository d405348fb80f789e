import {
  type BusyRunner,
  busyRunnerJson,
  busyRunners,
  commandText,
  type Job,
  type QueueSelection,
  runnerState,
} from "@queuectl/core";
import { command } from "../../frame/command.ts";
import type { Colour } from "../../print/paint.ts";
import { relative, span } from "../../print/relative-time.ts";
import type { Column } from "../../print/table.ts";

const STATE_COLOURS: Readonly<Record<ReturnType<typeof runnerState>, Colour>> = {
  running: "green",
  stopping: "yellow",
  stalled: "red",
  dead: "red",
  unknown: "dim",
};

export default command({
  meta: { name: "worker list", description: "list runners and what they execute" },
  access: "read",
  args: {},
  async run({ store, out, now }) {
    const at = now();
    const rows = await busyRunners(store, at);
    if (out.json) return out.document(rows.map((row) => busyRunnerJson(row, at)));
    if (rows.length === 0) return out.info("no runner is running; start one: queuectl worker start");
    await out.table(runnerColumns(at), rows);
    const jobs = rows.flatMap((row) => row.jobs);
    if (jobs.length === 0) return;
    await out.line("");
    await out.table(jobColumns(at), jobs);
  },
});

function runnerColumns(now: number): Column<BusyRunner>[] {
  return [
    { title: "RUNNER", cell: ({ runner }) => runner.id, shrinkTo: 12 },
    {
      title: "STATE",
      cell: ({ runner }) => runnerState(runner, now),
      colour: ({ runner }) => STATE_COLOURS[runnerState(runner, now)],
    },
    { title: "BUSY", cell: ({ runner, jobs }) => `${executing(jobs)}/${runner.workers}`, align: "right" },
    { title: "QUEUES", cell: ({ runner }) => servedText(runner), shrinkTo: 8 },
    { title: "HOST", cell: ({ runner }) => runner.host, shrinkTo: 8 },
    { title: "PID", cell: ({ runner }) => String(runner.pid), align: "right" },
    { title: "HEARTBEAT", cell: ({ runner }) => relative(runner.heartbeatAt, now) },
    {
      title: "UPTIME",
      cell: ({ runner }) => (runner.alive === false ? "-" : span(Math.max(0, now - runner.startedAt))),
    },
  ];
}

function servedText({ queues, excludedQueues = [] }: QueueSelection): string {
  if (queues !== null) return queues.join(",");
  return excludedQueues.length === 0 ? "all" : `all but ${excludedQueues.join(",")}`;
}

function jobColumns(now: number): Column<Job>[] {
  return [
    { title: "RUNNER", cell: (job) => job.runner ?? "", shrinkTo: 12 },
    // Claimed in advance, it waits for whichever worker is free first.
    { title: "WORKER", cell: (job) => String(job.last?.worker ?? "held"), align: "right" },
    { title: "JOB", cell: (job) => job.id, shrinkTo: 12 },
    { title: "FOR", cell: (job) => (job.last?.startedAt == null ? "" : span(now - job.last.startedAt)) },
    { title: "COMMAND", cell: (job) => commandText(job.command), shrinkTo: 12 },
  ];
}

function executing(jobs: readonly Job[]): number {
  return jobs.filter((job) => job.last?.startedAt != null).length;
}
