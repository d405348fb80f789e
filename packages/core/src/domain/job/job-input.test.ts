import { describe, expect, test } from "bun:test";
import * as fc from "fast-check";
import { InvalidInput } from "../errors.ts";
import type { Job } from "./job.ts";
import { isName } from "./job.ts";
import { INPUT_FIELDS, parseJob } from "./job-input.ts";
import { jobJson } from "./job-json.ts";

const NOW = Date.UTC(2026, 0, 31, 9);
const CONTEXT = { now: NOW, cwd: "/home/me" };
const read = (fields: unknown) => parseJob(fields, CONTEXT);
const refusal = (fields: unknown): InvalidInput => {
  try {
    read(fields);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInput);
    return error as InvalidInput;
  }
  throw new Error(`${JSON.stringify(fields)} was accepted`);
};

describe("what is read", () => {
  test.each<[object, object]>([
    [{ command: "echo hi" }, { command: "echo hi" }],
    [{ command: ["df", "-h"] }, { command: ["df", "-h"] }],
    [{ id: "job1" }, { id: "job1" }],
    [{ priority: -5 }, { priority: -5 }],
    [{ max_retries: 0 }, { maxRetries: 0 }],
    [{ max_attempts: 4 }, { maxRetries: 3 }],
    [{ timeout: 1.5 }, { timeoutMs: 1_500 }],
    [{ timeout: "10s" }, { timeoutMs: 10_000 }],
    [{ delay: 60 }, { runAt: NOW + 60_000 }],
    [{ run_at: "+1h" }, { runAt: NOW + 3_600_000 }],
    [{ run_at: "2026-01-31T10:00:00Z" }, { runAt: NOW + 3_600_000 }],
    [{ cwd: "." }, { cwd: "/home/me" }],
    [{ cwd: "sub" }, { cwd: "/home/me/sub" }],
    [{ cwd: "/abs" }, { cwd: "/abs" }],
    [{ env: { A: "1" } }, { env: { A: "1" } }],
    [{ backoff_base: 1.5 }, { backoffBase: 1.5 }],
    [{ queue: null, timeout: null, max_retries: null, max_attempts: 2 }, { maxRetries: 1 }],
  ])("%j", (fields, spec) => {
    expect(read({ command: "true", ...fields })).toEqual({ command: "true", ...spec } as never);
  });
});

describe("what is refused", () => {
  test.each<[string, unknown]>([
    ["a job is a JSON object, not a string", "x"],
    ["a job is a JSON object, not null", null],
    ["a job is a JSON object, not an array", []],
    ["command: it is missing", {}],
    ["command: it is missing", { command: null }],
    ["command: it is empty", { command: " " }],
    ["command: it is empty", { command: [] }],
    ["command: it is empty", { command: [""] }],
    ["command: it must be", { command: 7 }],
    ["command: it must be", { command: ["ls", 7] }],
    ["command: it contains a NUL", { command: "a\0b" }],
    ["command: half a character", { command: "\ud800" }],
    ["command: half a character", { command: ["touch", "a\udfffb"] }],
    ["cwd: half a character", { cwd: "/\ud800" }],
    ["env: half a character stands in the value of A", { env: { A: "\udc00\ud800" } }],
    ["id: ", { id: "a b" }],
    ["id: ", { id: "" }],
    ["id: ", { id: "x".repeat(201) }],
    ["id: it must be a string", { id: 7 }],
    ["queue: ", { queue: "../etc" }],
    ["priority: ", { priority: 1.5 }],
    ["priority: ", { priority: 1_000_001 }],
    ["priority: it must be a number", { priority: "high" }],
    ["max_retries: ", { max_retries: -1 }],
    ["max_retries: NaN", { max_retries: Number.NaN }],
    ["max_attempts: ", { max_attempts: 0 }],
    ["backoff_base: ", { backoff_base: -1 }],
    ["timeout: ", { timeout: -1 }],
    ["timeout: ", { timeout: "soon" }],
    ["timeout: ", { timeout: 4e9 }],
    ["timeout: 0.0004 is shorter", { timeout: 0.0004 }],
    ['timeout: "0.4ms" is shorter', { timeout: "0.4ms" }],
    ["delay: 1e-7 is shorter", { delay: 1e-7 }],
    ['run_at: "0.4ms" is shorter', { run_at: "+0.4ms" }],
    ["run_at: ", { run_at: "2026-02-30" }],
    ["run_at: it must be a string", { run_at: 17 }],
    ["delay: ", { delay: -1 }],
    ["cwd: ", { cwd: "/a\0" }],
    ["env: it must be an object", { env: ["A=1"] }],
    ["env.A: it must be a string", { env: { A: 1 } }],
    ["env: ", { env: { "A B": "1" } }],
    ["env: the value of A", { env: { A: "\0" } }],
    ["max_retries and max_attempts exclude", { max_retries: 1, max_attempts: 1 }],
    ["run_at and delay exclude", { run_at: "+1s", delay: 1 }],
    ["state: ", { state: "completed" }],
    ["state: ", { state: 7 }],
  ])("%s … for %j", (message, fields) => {
    const given = typeof fields === "object" && fields !== null && !Array.isArray(fields) && !("command" in fields);
    const needsCommand = given && Object.keys(fields).length > 0;
    expect(refusal(needsCommand ? { command: "true", ...fields } : fields).message).toStartWith(message);
  });

  test("a command that is longer than a mebibyte", () => {
    expect(refusal({ command: "x".repeat(1_048_577) }).message).toStartWith("command: it is longer");
  });

  test("an unknown field, with the nearest one", () => {
    expect(refusal({ comand: "x" })).toMatchObject({
      message: 'there is no job field "comand"',
      fix: 'did you mean "command"?',
    });
    expect(refusal({ constructor: "x" }).message).toBe('there is no job field "constructor"');
    expect(refusal({ truncated: ["command", "env"] })).toMatchObject({
      message: "truncated: the command and the env of this job are not whole",
      fix: expect.stringContaining("show --json"),
    });
    expect(refusal(JSON.parse('{"__proto__": 1}')).message).toBe('there is no job field "__proto__"');
    expect(refusal({ command: "x", zzzzzzzz: 1 }).fix).toContain(INPUT_FIELDS[0] as string);
  });

  test("a relative cwd without a place to start from", () => {
    expect(() => parseJob({ command: "x", cwd: "sub" }, { now: NOW })).toThrow(/^cwd: /);
  });
});

test("what is printed of a waiting job can be enqueued again, and means the same", () => {
  const text = fc.string({ minLength: 1 }).filter((word) => word.trim() !== "" && !word.includes("\0"));
  const name = fc.stringMatching(/^[A-Za-z0-9._:-]{1,20}$/).filter(isName);
  const jobs = fc.record({
    id: name,
    queue: name,
    command: fc.oneof(text, fc.array(text, { minLength: 1, maxLength: 3 })),
    cwd: fc.option(fc.constantFrom("/", "/tmp/a b")),
    env: fc.dictionary(fc.stringMatching(/^[A-Z_]{1,5}$/), text),
    state: fc.constantFrom("pending" as const, "scheduled" as const),
    priority: fc.integer({ min: -1_000_000, max: 1_000_000 }),
    maxRetries: fc.nat(1_000_000),
    backoffBase: fc.double({ min: 0, max: 1_000, noNaN: true }),
    timeoutMs: fc.option(fc.nat(1e12)),
    runAt: fc.integer({ min: 0, max: Date.UTC(9999, 0, 1) }),
  });
  const law = fc.property(jobs, (fields) => {
    const rest = {
      seq: 1,
      attempts: 0,
      crashes: 0,
      runner: null,
      cancelRequestedAt: null,
      finishedAt: null,
      last: null,
    };
    const job: Job = { ...fields, ...rest, createdAt: NOW, updatedAt: NOW };
    const printed = JSON.parse(JSON.stringify(jobJson(job)));

    const spec = read(printed);

    const { state: _, cwd, timeoutMs, ...kept } = fields;
    expect(spec).toEqual({ ...kept, ...(cwd === null ? {} : { cwd }), ...(timeoutMs === null ? {} : { timeoutMs }) });
  });
  fc.assert(law);
});
