import type { HistoryJson, Status } from "../../api/contract.ts";
import { count, counted, percent } from "../../format/numbers.ts";
import { duration, wholeDuration } from "../../format/times.ts";

/** An answer to one question: how bad, in a word or two, and the figures behind it. */
export interface Answer {
  readonly tone: "good" | "warn" | "bad" | "quiet";
  readonly word: string;
  readonly reasons: readonly string[];
}

/** A job that waits no longer than this is no backlog: it is how a queue works. */
const PROMPT_MS = 10_000;
/** From this share on, failing is the rule. */
const MANY_FAILURES = 0.2;
/** How many of the last points tell the present pace. */
const RECENT_POINTS = 5;

/** An answer that was true at a time, written out, and may be no more. */
export function formerAnswer({ word }: Answer, at: string): Answer {
  return { tone: "quiet", word: "Not known", reasons: [`at ${at}: ${word}`] };
}

/** Is it healthy? */
export function healthAnswer({ health, jobs, workers, runners }: Status): Answer {
  const failing = health.checks.filter(({ ok }) => !ok);
  if (failing.length === 0) {
    const living = runners.filter(({ state }) => state !== "dead").length;
    return {
      tone: "good",
      word: "Healthy",
      reasons: [`${counted(workers.total, "worker")} in ${counted(living, "runner")}`],
    };
  }
  const onlyWorkers = failing.every(({ name }) => name === "workers");
  const waiting = jobs.pending + jobs.scheduled + jobs.failed + jobs.processing;
  if (onlyWorkers && waiting === 0) {
    return { tone: "quiet", word: "At rest", reasons: ["no worker is alive, and no job waits for one"] };
  }
  return {
    tone: "bad",
    word: onlyWorkers ? "No worker is alive" : "Needs attention",
    reasons: onlyWorkers
      ? [`${counted(waiting, "job waits", "jobs wait")} for one`]
      : failing.map(({ name, reason }) => reason ?? name),
  };
}

/** Is it keeping up? */
export function backlogAnswer(status: Status, history: HistoryJson | null, words: string, now: number): Answer {
  const { jobs, queues, oldest_due_at: dueAt } = status;
  // It grows while nothing else changes: reckoned here, not when the status was read.
  const age = dueAt === null ? 0 : Math.max(0, now - Date.parse(dueAt));
  const paused = queues.filter((queue) => queue.paused && queue.jobs.pending > 0);
  const held = paused.reduce((sum, queue) => sum + queue.jobs.pending, 0);
  if (held > 0 && held === jobs.pending) {
    return { tone: "warn", word: "Paused", reasons: [`${counted(held, "job waits", "jobs wait")} in paused queues`] };
  }
  if (jobs.pending === 0) {
    const wait = history?.total.wait_seconds;
    return {
      tone: "good",
      word: "Nothing waits",
      reasons: wait
        ? [`9 of 10 jobs waited at most ${duration(wait.p90 * 1_000)}`, `in ${words}`]
        : ["every due job is taken"],
    };
  }
  const waiting = `${count(jobs.pending)} waiting, the oldest for ${wholeDuration(age)}`;
  if (age <= PROMPT_MS) return { tone: "good", word: "Keeping up", reasons: [waiting] };

  const { completed, failed, enqueued } = pace(history);
  const gain = completed + failed - enqueued;
  if (gain > 0) {
    const left = wholeDuration((jobs.pending / gain) * 1_000);
    return { tone: "warn", word: "Catching up", reasons: [waiting, `about ${left} to go at this pace`] };
  }
  return { tone: "bad", word: "Falling behind", reasons: [waiting] };
}

/** What is failing? */
export function failureAnswer(status: Status, history: HistoryJson, words: string): Answer {
  const { attempts, dead } = history.total;
  const failed = attempts.failed + attempts.signalled + attempts.timed_out + attempts.spawn_failed + attempts.lost;
  const ended = failed + attempts.completed;
  const inDlq = status.jobs.dead === 0 ? [] : [`${counted(status.jobs.dead, "dead job")} in all`];
  if (ended === 0) return { tone: "quiet", word: "Nothing ended", reasons: [`in ${words}`, ...inDlq] };
  if (failed === 0) return { tone: "good", word: "None", reasons: [`${count(ended)} attempts in ${words}`, ...inDlq] };
  return {
    tone: failed / ended >= MANY_FAILURES ? "bad" : "warn",
    word: `${percent(failed / ended)} fail`,
    reasons: [
      `${count(failed)} of ${count(ended)} attempts in ${words}`,
      ...(dead > 0 ? [`${counted(dead, "job")} died`] : inDlq),
    ],
  };
}

/** Jobs per second, lately. */
function pace(history: HistoryJson | null) {
  const recent = history?.points.slice(-RECENT_POINTS) ?? [];
  const seconds = recent.reduce((sum, point) => sum + point.seconds, 0) || 1;
  const perSecond = (of: (point: HistoryJson["points"][number]) => number) =>
    recent.reduce((sum, point) => sum + of(point) * point.seconds, 0) / seconds;
  return {
    completed: perSecond(({ rates }) => rates.completed),
    failed: perSecond(({ rates }) => rates.failed),
    enqueued: perSecond(({ rates }) => rates.enqueued ?? 0),
  };
}
