import { describe, expect, test } from "bun:test";
import { JOB_STATES } from "@queuectl/core";
import type { HistoryJson, Status } from "../src/api/contract.ts";
import { backlogAnswer, failureAnswer, healthAnswer } from "../src/pages/overview/answer.ts";

const NONE = Object.fromEntries(JOB_STATES.map((state) => [state, 0])) as Status["jobs"];
const HOUR = "the last hour";

function status(jobs: Partial<Status["jobs"]>, more: Partial<Status> = {}): Status {
  return {
    jobs: { ...NONE, ...jobs },
    queues: [{ name: "default", paused: false, jobs: { ...NONE, ...jobs } }],
    queue_count: 1,
    unserved_queues: [],
    workers: { total: 4, busy: 1 },
    runners: [],
    oldest_due_at: null,
    oldest_due_age_seconds: null,
    next_run_at: null,
    throughput: { completed_last_minute: 0, failed_last_minute: 0 },
    health: { ok: true, checks: [] },
    ...more,
  };
}

/** An hour at this pace, per second. */
function history(rates: { completed: number; failed: number; enqueued: number }): HistoryJson {
  const ended = { signalled: 0, timed_out: 0, spawn_failed: 0, lost: 0, cancelled: 0, interrupted: 0 };
  const activity = {
    seconds: 3_600,
    attempts: { ...ended, completed: rates.completed * 3_600, failed: rates.failed * 3_600 },
    retries: 0,
    dead: 0,
    rescues: 0,
    enqueued: rates.enqueued * 3_600,
    rates,
    duration_seconds: null,
    wait_seconds: null,
    start_seconds: null,
  };
  return { at: "", step: 60, points: [{ ...activity, at: "", depth: null }], total: activity };
}

const IDLE = history({ completed: 0, failed: 0, enqueued: 0 });
const noWorker = { ok: false, checks: [{ name: "workers", ok: false, reason: "no worker is alive" }] };

describe("is it healthy?", () => {
  test.each([
    ["all is well", status({}), "good", "Healthy"],
    ["no worker, and nothing to do", status({}, { health: noWorker }), "quiet", "At rest"],
    ["no worker, and a job that waits", status({ pending: 1 }, { health: noWorker }), "bad", "No worker is alive"],
  ] as const)("%s", (_, now, tone, word) => {
    expect(healthAnswer(now)).toMatchObject({ tone, word });
  });

  test("every reason is told", () => {
    const checks = [...noWorker.checks, { name: "space", ok: false, reason: "the disk is full" }];
    const { tone, reasons } = healthAnswer(status({}, { health: { ok: false, checks } }));
    expect({ tone, reasons }).toEqual({ tone: "bad", reasons: ["no worker is alive", "the disk is full"] });
  });
});

describe("is it keeping up?", () => {
  const NOW = Date.parse("2026-01-31T09:00:00Z");
  const waiting = (age: number) =>
    status({ pending: 600 }, { oldest_due_at: new Date(NOW - age * 1_000).toISOString() });
  const paused = { ...NONE, pending: 600 };

  test.each([
    ["nothing waits", status({}), IDLE, "good", "Nothing waits"],
    ["jobs wait a moment", waiting(3), IDLE, "good", "Keeping up"],
    ["more ends than comes", waiting(90), history({ completed: 5, failed: 1, enqueued: 1 }), "warn", "Catching up"],
    ["more comes than ends", waiting(90), history({ completed: 1, failed: 0, enqueued: 2 }), "bad", "Falling behind"],
    [
      "its queue is paused",
      status({ pending: 600 }, { queues: [{ name: "default", paused: true, jobs: paused }] }),
      IDLE,
      "warn",
      "Paused",
    ],
  ] as const)("%s", (_, now, past, tone, word) => {
    expect(backlogAnswer(now, past, HOUR, NOW)).toMatchObject({ tone, word });
  });

  test("how long it will take", () => {
    const past = history({ completed: 5, failed: 1, enqueued: 1 });
    expect(backlogAnswer(waiting(90), past, HOUR, NOW).reasons).toContain("about 2 min to go at this pace");
  });
});

describe("what is failing?", () => {
  test.each([
    ["nothing ended", IDLE, "quiet", "Nothing ended"],
    ["all is well", history({ completed: 1, failed: 0, enqueued: 0 }), "good", "None"],
    ["some fail", history({ completed: 98, failed: 2, enqueued: 0 }), "warn", "2 % fail"],
    ["many fail", history({ completed: 1, failed: 1, enqueued: 0 }), "bad", "50 % fail"],
  ] as const)("%s", (_, past, tone, word) => {
    expect(failureAnswer(status({}), past, HOUR)).toMatchObject({ tone, word });
  });
});
