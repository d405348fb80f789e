import {
  describe,
  describeVerdict,
  endingOf,
  formatDuration,
  formatLease,
  isFailure,
  type Outcome,
  type QueueSelection,
  visibleLine,
} from "@queuectl/core";
import type { RunnerEnd, RunnerEvent } from "./events.ts";

/** Whether an event tells only of a job that goes as it should, or as somebody wanted it to. */
export function isRoutine(event: RunnerEvent): boolean {
  return event.type === "job-started" || (event.type === "job-settled" && !isFailure(endingOf(event.outcome)));
}

/** The event as one line of English, whatever is in it: ids, commands and reasons came from a job. */
export function renderEvent(event: RunnerEvent): string {
  return visibleLine(words(event));
}

function words(event: RunnerEvent): string {
  switch (event.type) {
    case "runner-started":
      return `runner ${event.runner} is ready: ${count(event.workers, "worker")}, ${served(event)}`;
    case "runner-draining":
      return event.running === 0 ? "stopping" : `stopping; ${count(event.running, "job")} still running`;
    case "runner-interrupting":
      return `ending ${count(event.running, "running job")}`;
    case "runner-finished":
      return finished(event.runner, event.end);
    case "job-started":
      return `${event.id} started (attempt ${event.attempt}, worker ${event.worker})`;
    case "job-settled":
      return settled(event);
    case "job-unable":
      return `${event.id} could not be started: ${event.reason}; given back, next try in ${formatDuration(event.retryInMs)}`;
    case "output-blocked":
      return `${event.id} (attempt ${event.attempt}) waits: its output cannot be kept for now: ${event.reason}`;
    case "job-stuck":
      return `${event.id} (attempt ${event.attempt}) cannot be ended: ${event.pids.join(", ")} does not die; waiting for it`;
    case "lease-gone":
      return `a late result of ${event.id ?? formatLease(event.lease)} (attempt ${event.lease.attempt}) changed nothing`;
    case "job-rescued":
      return `${event.id} (attempt ${event.attempt}) was taken back: ${cause(event.outcome)}`;
    case "output-lost":
      return `the end of the output of ${event.id} (attempt ${event.attempt}) is lost: ${event.reason}`;
    case "worker-crashed":
      return `worker ${event.worker} crashed: ${event.error}; another starts in ${formatDuration(event.respawnInMs)}`;
    case "store-trouble":
      return `${event.doing}: ${event.error.message}; trying again`;
    case "store-recovered":
      return `the store works again, after ${formatDuration(event.afterMs)}`;
  }
}

function settled({
  id,
  attempt,
  outcome,
  verdict,
  durationMs,
  at,
}: Extract<RunnerEvent, { type: "job-settled" }>): string {
  const took = durationMs === null ? null : formatDuration(durationMs);
  if (verdict.state === "completed") return took === null ? `${id} completed` : `${id} completed in ${took}`;
  const subject = `${id} (attempt ${attempt}${took === null ? "" : `, ${took}`})`;
  const fate = describeVerdict(verdict, at);
  // These two say the whole of it; any other verdict follows from the cause.
  if (verdict.state === "dead" || verdict.state === "cancelled") return `${subject}: ${fate}`;
  return `${subject}: ${cause(outcome)}; ${fate}`;
}

function finished(runner: string, end: RunnerEnd): string {
  switch (end.kind) {
    case "drained":
      return `runner ${runner} stopped`;
    case "emptied":
      return `runner ${runner} stopped: nothing is left to do`;
    case "failed":
      return `runner ${runner} failed: ${end.error.message}`;
  }
}

function cause(outcome: Outcome): string {
  return describe(outcome) ?? "completed";
}

function served({ queues, excludedQueues = [] }: QueueSelection): string {
  if (queues !== null) return `queues ${queues.join(", ")}`;
  return excludedQueues.length === 0 ? "all queues" : `all queues but ${excludedQueues.join(", ")}`;
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? "" : "s"}`;
}
