import {
  type Attempt,
  commandText,
  durationMs,
  formatDuration,
  formatInstant,
  type Job,
  type JobStore,
  jobDetailsJson,
  OUTPUT_STREAMS,
  outputEnd,
  visibleLine,
  visibleText,
} from "@queuectl/core";
import { attemptsOf, STATE_COLOURS } from "./job-table.ts";
import type { Out } from "./out.ts";
import type { Paint } from "./paint.ts";
import { relative, took } from "./relative-time.ts";
import type { Column } from "./table.ts";

/** Shows everything about a job: what it is, its attempts, and the end of what the last one wrote. */
export async function showJob(job: Job, store: JobStore, out: Out, now: number): Promise<void> {
  if (out.json) return out.document(await jobDetailsJson(job, store));
  const attempts = await store.attempts(job.id);
  const output = await outputEnd(store, job);
  const facts = factsOf(job, out.paint, now);
  const width = Math.max(...facts.map(([label]) => label.length));
  await out.line(...facts.map(([label, value]) => `${out.paint("dim", label.padEnd(width))}  ${value}`));
  if (attempts.length > 0) {
    await out.line("");
    await out.table(attemptColumns(now), attempts);
  }
  for (const stream of OUTPUT_STREAMS) {
    const lines = output[stream].split("\n").slice(-11).join("\n").trimEnd();
    if (lines !== "") await out.line("", out.paint("bold", `${stream}:`), visibleText(lines));
  }
}

function factsOf(job: Job, paint: Paint, now: number): [label: string, value: string][] {
  const instant = (at: number) => `${formatInstant(at)} (${relative(at, now)})`;
  const due = job.state === "scheduled" || job.state === "failed";
  const rows: [string, string | null][] = [
    ["id", job.id],
    ["state", paint(STATE_COLOURS[job.state], job.state)],
    ["command", visibleLine(commandText(job.command))],
    ["queue", job.queue],
    ["priority", String(job.priority)],
    ["attempts", `${attemptsOf(job)}${job.crashes > 0 ? `, ${job.crashes} lost in a row` : ""}`],
    ["backoff", `${job.backoffBase} ^ attempts seconds`],
    ["timeout", job.timeoutMs === null ? null : job.timeoutMs === 0 ? "none" : formatDuration(job.timeoutMs)],
    ["directory", job.cwd === null ? null : visibleLine(job.cwd)],
    ["variables", Object.keys(job.env).join(" ") || null],
    ["enqueued", instant(job.createdAt)],
    ["due", due ? instant(job.runAt) : null],
    ["runner", job.runner],
    [
      "cancelling",
      job.state === "processing" && job.cancelRequestedAt !== null ? instant(job.cancelRequestedAt) : null,
    ],
    ["finished", job.finishedAt === null ? null : instant(job.finishedAt)],
    ["error", job.last?.error ? paint("red", visibleLine(job.last.error)) : null],
  ];
  return rows.filter((row): row is [string, string] => row[1] !== null);
}

function attemptColumns(now: number): Column<Attempt>[] {
  return [
    { title: "ATTEMPT", cell: (attempt) => String(attempt.number), align: "right" },
    { title: "OUTCOME", cell: (attempt) => attempt.outcome ?? (attempt.startedAt === null ? "held" : "running") },
    { title: "STARTED", cell: (attempt) => (attempt.startedAt === null ? "" : relative(attempt.startedAt, now)) },
    { title: "TOOK", cell: duration, align: "right" },
    { title: "EXIT", cell: (attempt) => attempt.signal ?? String(attempt.exitCode ?? ""), align: "right" },
    {
      title: "RUNNER",
      cell: (attempt) => `${attempt.runner}${attempt.worker === null ? "" : `/${attempt.worker}`}`,
      shrinkTo: 8,
    },
    { title: "ERROR", cell: (attempt) => attempt.error ?? "", colour: () => "red", shrinkTo: 10 },
  ];
}

function duration(attempt: Attempt): string {
  const ms = durationMs(attempt);
  return ms === null ? "" : took(ms);
}
