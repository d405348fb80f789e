import { describe as about, expect, test } from "bun:test";
import * as fc from "fast-check";
import { CRASH_BUDGET, describeVerdict, type JobPolicy, judge, type Verdict } from "./judge.ts";
import { describe, type Outcome } from "./outcome.ts";

const NOW = 1_000_000;
const JOB: JobPolicy = {
  attempts: 1,
  maxRetries: 3,
  crashes: 0,
  backoffBase: 2,
  backoffMaxMs: 86_400_000,
  backoffJitter: 0,
};

const decide = (job: Partial<JobPolicy>, outcome: Outcome) => judge({ ...JOB, ...job }, outcome, NOW, () => 0.5);

about("judge", () => {
  test.each<[string, Partial<JobPolicy>, Outcome, Verdict]>([
    ["exit code 0", {}, { kind: "exited", exitCode: 0 }, { state: "completed" }],
    ["exit code 0 at the last try", { attempts: 4 }, { kind: "exited", exitCode: 0 }, { state: "completed" }],
    ["a first failure", {}, { kind: "exited", exitCode: 1 }, { state: "failed", runAt: NOW + 2_000 }],
    ["a second one", { attempts: 2 }, { kind: "exited", exitCode: 1 }, { state: "failed", runAt: NOW + 4_000 }],
    ["a third one", { attempts: 3 }, { kind: "exited", exitCode: 1 }, { state: "failed", runAt: NOW + 8_000 }],
    [
      "the one after the last retry",
      { attempts: 4 },
      { kind: "exited", exitCode: 1 },
      { state: "dead", reason: "exit code 1, after 4 executions", crashes: 0 },
    ],
    [
      "the only one",
      { maxRetries: 0 },
      { kind: "signalled", signal: "SIGSEGV" },
      { state: "dead", reason: "ended by SIGSEGV, after 1 execution", crashes: 0 },
    ],
    ["a timeout", {}, { kind: "timed-out", afterMs: 5_000 }, { state: "failed", runAt: NOW + 2_000 }],
    [
      "nothing that could ever be spawned",
      {},
      { kind: "spawn-failed", reason: "argument list too long", hopeless: true },
      { state: "dead", reason: "argument list too long: no retry can help", crashes: 0 },
    ],
    ["nothing to spawn", {}, { kind: "spawn-failed", reason: "no such file" }, { state: "failed", runAt: NOW + 2_000 }],
    ["a cancel", { attempts: 9 }, { kind: "cancelled" }, { state: "cancelled" }],
    ["an interruption", { attempts: 9, crashes: 2 }, { kind: "interrupted" }, { state: "pending", crashes: 2 }],
    ["a first loss", { attempts: 9 }, { kind: "lost", because: "runner-died" }, { state: "pending", crashes: 1 }],
    ["a second loss", { crashes: 1 }, { kind: "lost", because: "worker-died" }, { state: "pending", crashes: 2 }],
    [
      "a third loss",
      { crashes: 2 },
      { kind: "lost", because: "runner-died" },
      { state: "dead", reason: "crashed its runner 3 times", crashes: 3 },
    ],
    ["a reboot", { crashes: 2 }, { kind: "lost", because: "rebooted" }, { state: "pending", crashes: 2 }],
  ])("%s", (_, job, outcome, verdict) => {
    expect(decide(job, outcome)).toEqual(verdict);
  });

  const policies = fc.record({
    attempts: fc.integer({ min: 1, max: 1_000 }),
    maxRetries: fc.nat(1_000),
    crashes: fc.nat(CRASH_BUDGET - 1),
    backoffBase: fc.double({ min: 0, max: 1_000, noNaN: true }),
    backoffMaxMs: fc.nat(1e9),
    backoffJitter: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  const failures = fc.oneof(
    fc.integer({ min: 1, max: 255 }).map((exitCode): Outcome => ({ kind: "exited", exitCode })),
    fc.constant<Outcome>({ kind: "signalled", signal: "SIGKILL" }),
    fc.nat().map((afterMs): Outcome => ({ kind: "timed-out", afterMs })),
  );

  test("a failure is retried exactly while retries are left, never in the past and never beyond the cap", () => {
    const random = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
    const law = fc.property(policies, failures, random, (job, outcome, chance) => {
      const verdict = judge(job, outcome, NOW, () => chance);
      if (job.attempts > job.maxRetries) return expect(verdict).toMatchObject({ state: "dead", crashes: 0 });
      if (verdict.state !== "failed") throw new Error(`unexpected: ${verdict.state}`);
      expect(verdict.runAt).toBeGreaterThanOrEqual(NOW);
      expect(verdict.runAt).toBeLessThanOrEqual(NOW + job.backoffMaxMs);
      expect(verdict.runAt).toBeInteger();
    });
    fc.assert(law);
  });

  test("a job with n retries is executed n + 1 times", () => {
    const law = fc.property(fc.nat(20), (maxRetries) => {
      let executions = 1;
      while (decide({ attempts: executions, maxRetries }, { kind: "exited", exitCode: 1 }).state === "failed")
        executions++;
      expect(executions).toBe(maxRetries + 1);
    });
    fc.assert(law);
  });
});

about("describe", () => {
  test.each<[Outcome, string | null]>([
    [{ kind: "exited", exitCode: 0 }, null],
    [{ kind: "exited", exitCode: 127 }, "exit code 127"],
    [{ kind: "signalled", signal: "SIGTERM" }, "ended by SIGTERM"],
    [{ kind: "timed-out", afterMs: 300_000 }, "timed out after 5m"],
    [{ kind: "lost", because: "rebooted" }, "the machine was restarted"],
    [{ kind: "interrupted" }, "the runner was told to stop"],
  ])("%j", (outcome, words) => {
    expect(describe(outcome)).toBe(words);
  });

  test.each<[Verdict, string]>([
    [{ state: "failed", runAt: NOW + 4_000 }, "retry in 4s"],
    [{ state: "failed", runAt: NOW - 1 }, "retry in 0s"],
    [{ state: "dead", reason: "exit code 1", crashes: 0 }, "dead: exit code 1"],
    [{ state: "pending", crashes: 1 }, "back to pending"],
    [{ state: "completed" }, "completed"],
  ])("%j", (verdict, words) => {
    expect(describeVerdict(verdict, NOW)).toBe(words);
  });
});
