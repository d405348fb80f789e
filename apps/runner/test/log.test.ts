import { expect, test } from "bun:test";
import { renderEvent } from "../src/index.ts";

test("the log is one line per event, without control characters", () => {
  const line = renderEvent({
    type: "job-settled",
    id: "a",
    attempt: 1,
    outcome: { kind: "spawn-failed", reason: 'command not found: "x\u001b[31m\ny\u0007"' },
    verdict: { state: "failed", runAt: 5_000 },
    durationMs: null,
    at: 3_000,
  });
  expect(line).toBe('a: command not found: "x [31m y " (attempt 1); retry in 2s');
});
