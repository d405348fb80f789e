import { commandText, DEFAULT_QUEUE, dueSince, type Job, type JobState } from "@queuectl/core";
import type { Colour } from "./paint.ts";
import { relative, span } from "./relative-time.ts";
import type { Column } from "./table.ts";

export const STATE_COLOURS: Readonly<Record<JobState, Colour>> = {
  scheduled: "blue",
  pending: "cyan",
  processing: "yellow",
  failed: "magenta",
  completed: "green",
  dead: "red",
  cancelled: "dim",
};

/** The length of the ids that queuectl makes. */
const AMPLE_ID = 36;

/** The columns that tell these jobs apart: one that would say the same in every row stays away. */
export function jobColumns(jobs: readonly Job[], now: number): Column<Job>[] {
  const columns: (Column<Job> | false)[] = [
    { title: "ID", cell: (job) => job.id, shrinkTo: 13, ample: AMPLE_ID },
    { title: "STATE", cell: (job) => job.state, colour: (job) => STATE_COLOURS[job.state] },
    jobs.some((job) => job.queue !== DEFAULT_QUEUE) && {
      title: "QUEUE",
      cell: (job) => job.queue,
      shrinkTo: 7,
      ample: 20,
    },
    jobs.some((job) => job.priority !== 0) && { title: "PRIO", cell: (job) => String(job.priority), align: "right" },
    { title: "ATTEMPTS", cell: attemptsOf, align: "right" },
    { title: "WHEN", cell: (job) => when(job, now) },
    { title: "COMMAND", cell: (job) => commandText(job.command), shrinkTo: 12 },
  ];
  return columns.filter((column) => column !== false);
}

/** The columns that matter of dead jobs: why, above all. */
export function deadColumns(now: number): Column<Job>[] {
  return [
    { title: "ID", cell: (job) => job.id, shrinkTo: 12, ample: AMPLE_ID },
    { title: "ATTEMPTS", cell: attemptsOf, align: "right" },
    { title: "DIED", cell: (job) => when(job, now) },
    { title: "WHY", cell: (job) => job.last?.error ?? "", colour: () => "red", shrinkTo: 12 },
    { title: "COMMAND", cell: (job) => commandText(job.command), shrinkTo: 12 },
  ];
}

/** Executions so far, of how many at most. */
export function attemptsOf(job: Job): string {
  return `${job.attempts}/${job.maxRetries + 1}`;
}

/** The instant that matters to a job in its state: when it is due, since when it waits or runs, when it finished. */
export function when(job: Job, now: number): string {
  switch (job.state) {
    case "scheduled":
    case "failed":
      return relative(job.runAt, now);
    case "pending":
      return relative(dueSince(job), now);
    case "processing":
      if (job.cancelRequestedAt !== null) return "cancelling";
      return job.last?.startedAt == null ? "held" : `for ${span(now - job.last.startedAt)}`;
    default:
      return relative(job.finishedAt ?? job.updatedAt, now);
  }
}
