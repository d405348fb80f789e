import { cursorOf } from "../domain/job/cursor.ts";
import type { Job } from "../domain/job/job.ts";
import { formatInstant } from "../domain/time/instant.ts";
import type { Reading } from "../store/reading.ts";
import type { RunnerRecord } from "../store/runners.ts";
import { runnerJson } from "./status-json.ts";

const PAGE = 500;

/** A runner, and the jobs that it holds. */
export interface BusyRunner {
  readonly runner: RunnerRecord;
  readonly jobs: readonly Job[];
}

/** Every registered runner with what it executes, or holds to execute next. */
export async function busyRunners(store: Reading, now: number): Promise<BusyRunner[]> {
  const runners = await store.runners(now);
  const held = Map.groupBy(await processing(store), (job) => job.runner);
  return runners.map((runner) => ({ runner, jobs: held.get(runner.id) ?? [] }));
}

/** As `worker list --json` and the API print it. */
export function busyRunnerJson({ runner, jobs }: BusyRunner, now: number) {
  return {
    ...runnerJson(runner, now),
    executing: jobs.map(({ id, command, last, truncated }) => ({
      id,
      command,
      truncated: truncated?.includes("command") ?? false,
      attempt: last?.number ?? null,
      worker: last?.worker ?? null,
      pid: last?.pid ?? null,
      started_at: last?.startedAt == null ? null : formatInstant(last.startedAt),
    })),
  };
}

async function processing(store: Reading): Promise<Job[]> {
  const found: Job[] = [];
  for (;;) {
    const last = found.at(-1);
    const after = last && cursorOf(last);
    const page = await store.jobs({ states: ["processing"], after, limit: PAGE, excerpts: true });
    found.push(...page);
    if (page.length < PAGE) return found;
  }
}
