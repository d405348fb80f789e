import { expect, test } from "bun:test";
import { renderEvent } from "../src/index.ts";

test("the log is one line per event, with control characters made visible", () => {
  const line = renderEvent({
    type: "job-settled",
    id: "a",
    attempt: 1,
    outcome: { kind: "spawn-failed", reason: 'command not found: "x\u001b[31m\ny\u0007"' },
    verdict: { state: "failed", runAt: 5_000 },
    durationMs: null,
    at: 3_000,
  });
  expect(line).toBe('a (attempt 1): command not found: "x\\x1b[31m\\ny\\x07"; retry in 2s');
});

test.each([
  [{ kind: "exited", exitCode: 0 }, { state: "completed" }, "a completed in 158ms"],
  [
    { kind: "exited", exitCode: 3 },
    { state: "failed", runAt: 2_000 },
    "a (attempt 2, 158ms): exit code 3; retry in 2s",
  ],
  [
    { kind: "exited", exitCode: 3 },
    { state: "dead", reason: "exit code 3, after 2 executions", crashes: 0 },
    "a (attempt 2, 158ms): dead: exit code 3, after 2 executions",
  ],
  [{ kind: "cancelled" }, { state: "cancelled" }, "a (attempt 2, 158ms): cancelled"],
  [
    { kind: "interrupted" },
    { state: "pending", crashes: 0 },
    "a (attempt 2, 158ms): the runner was told to stop; back to pending",
  ],
] as const)("an end reads as a sentence: %o, %o", (outcome, verdict, line) => {
  expect(renderEvent({ type: "job-settled", id: "a", attempt: 2, outcome, verdict, durationMs: 158, at: 0 })).toBe(
    line,
  );
});
