import { describe, expect, test } from "bun:test";
import { parseJob, QueuectlError } from "@queuectl/core";
import { Validator } from "@seriousme/openapi-schema-validator";
import { JobInput } from "../src/api/schemas.ts";
import { withApi } from "./with-api.ts";

describe("the OpenAPI document", () => {
  test("is valid, and names every route that is there", () =>
    withApi(async ({ call }) => {
      const { body } = await call("GET", "/openapi.json");
      expect(await new Validator().validate(body)).toMatchObject({ valid: true });

      const routes = Object.entries<object>(body.paths).flatMap(([path, operations]) =>
        Object.keys(operations).map((method) => `${method} ${path}`),
      );
      expect(routes.sort()).toEqual(ROUTES.toSorted());
      for (const [path, operations] of Object.entries<Record<string, { summary: string; responses: object }>>(
        body.paths,
      )) {
        for (const operation of Object.values(operations)) {
          expect([path, operation.summary, Object.keys(operation.responses).includes("default")]).toEqual([
            path,
            expect.any(String),
            true,
          ]);
        }
      }
    }));

  test("says of a method that is not there which ones are", () =>
    withApi(async ({ call }) => {
      for (const [method, path, allow] of [
        ["PUT", "/jobs", "GET, HEAD, POST"],
        ["PATCH", "/jobs/job1", "GET, HEAD, DELETE"],
        ["DELETE", "/openapi.json", "GET, HEAD"],
      ] as const) {
        const answer = await call(method, path, {});
        expect([answer.status, answer.headers.get("allow")]).toEqual([405, allow]);
      }
      expect((await call("GET", "/jobs/job1/cancel")).status).toBe(405);
    }));
});

/** A value for each field that is right, and some that are not. */
const VALUES: Record<string, unknown[]> = {
  id: ["job1", "", "a/b", "x".repeat(201), 7, null],
  command: ["echo", ["echo", "hi"], 7, [7], {}, null],
  queue: ["mail", "a b", [], null],
  priority: [0, -1_000_000, 1_000_001, 1.5, "1", null],
  max_retries: [0, 1_000_000, -1, 0.5, "3", null],
  max_attempts: [1, 1_000_001, 0, "3", null],
  backoff_base: [0, 2.5, 1_000, -1, 1_001, "2", null],
  timeout: [0, 1.5, "10s", -1, [], null],
  run_at: ["2030-01-01T00:00:00Z", "+10m", 7, null],
  delay: [5, "1h", -5, {}, null],
  cwd: ["/tmp", "tmp", 7, null],
  env: [{}, { NAME: "value" }, { NAME: 7 }, [], "x", null],
  comand: ["typo"],
};

test("the documented job is the one that is read, field by field: neither takes what the other refuses", () => {
  for (const [field, values] of Object.entries(VALUES)) {
    for (const value of values) {
      const job = field === "command" ? { command: value } : { command: "true", [field]: value };
      expect([field, value, JobInput.safeParse(job).success]).toEqual([field, value, isRead(job)]);
    }
  }
  expect([JobInput.safeParse({}).success, isRead({})]).toEqual([false, false]);
});

function isRead(job: object): boolean {
  try {
    parseJob(job, { now: Date.now() });
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(QueuectlError);
    return false;
  }
}

const ROUTES = [
  "get /jobs",
  "post /jobs",
  "get /jobs/{id}",
  "delete /jobs/{id}",
  "post /jobs/{id}/cancel",
  "post /jobs/{id}/retry",
  "post /jobs/bulk",
  "get /jobs/{id}/attempts",
  "get /jobs/{id}/attempts/{attempt}/output",
  "get /dlq",
  "post /dlq/retry",
  "post /dlq/purge",
  "get /config",
  "patch /config",
  "get /runners",
  "post /runners",
  "post /runners/{id}/stop",
  "get /queues",
  "post /queues/{name}/pause",
  "post /queues/{name}/resume",
  "get /status",
  "get /session",
  "post /sign-in-links",
  "post /sign-out",
  "get /history",
  "get /events",
];
