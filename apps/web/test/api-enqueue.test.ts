import { describe, expect, test } from "bun:test";
import { withApi } from "./with-api.ts";

const LINES = { "content-type": "application/x-ndjson" };

describe("enqueueing", () => {
  test("one job answers with it, and where it is", () =>
    withApi(async ({ call, store }) => {
      const { status, body, headers } = await call("POST", "/jobs", {
        id: "job1",
        command: ["echo", "hi"],
        timeout: "5s",
      });
      expect(status).toBe(201);
      expect(body).toMatchObject({ id: "job1", state: "pending", timeout: 5 });
      expect(headers.get("location")).toBe("/api/v1/jobs/job1");
      expect(await store.job("job1")).toMatchObject({ command: ["echo", "hi"], timeoutMs: 5_000 });
    }));

  test("an array stores all or none, and names the job that is wrong", () =>
    withApi(async ({ call, store }) => {
      const { body } = await call("POST", "/jobs", [{ command: "a" }, { id: "x", command: "b" }]);
      expect(body.jobs).toMatchObject([{ command: "a" }, { id: "x" }]);

      const wrong = [{ command: "fine" }, { comand: "typo" }];
      expect(await call("POST", "/jobs", wrong)).toMatchObject({
        status: 400,
        body: { detail: 'job 2: there is no job field "comand"', fix: 'did you mean "command"?' },
      });
      expect(await call("POST", "/jobs", [{ command: "fine" }, { id: "x", command: "b" }])).toMatchObject({
        status: 409,
        body: { type: "urn:queuectl:problem:job-exists", detail: expect.stringContaining("job 2") },
      });
      expect(await store.jobs({ limit: 9 })).toHaveLength(2);
    }));

  test("what is no UTF-8 is refused, not stored as something else", () =>
    withApi(async ({ get, store }) => {
      const headers = { authorization: `Bearer ${"t".repeat(64)}`, "content-type": "application/json" };
      const body = Buffer.from('{"command":["rm","caf\xe9"]}', "latin1");
      const answer = await get("/api/v1/jobs", { method: "POST", headers, body });
      expect([answer.status, await answer.json()]).toMatchObject([400, { detail: "the body is not UTF-8 text" }]);
      expect(await store.jobs({ limit: 1 })).toEqual([]);
    }));

  test("what would be stored as something else is refused, in every body", () =>
    withApi(async ({ call, store }) => {
      const twice = '{"command":"a","env":{"A":"1","A":"2"}}';
      const bodies: [method: string, path: string, body: string, detail: string, headers?: Record<string, string>][] = [
        ["POST", "/jobs", twice, '"A" stands twice in one object'],
        ["POST", "/jobs", `{"command":"a"}\n${twice}\n`, 'line 2: "A" stands twice in one object', LINES],
        ["POST", "/jobs", '{"command":"a","timeout":0.0004}', "timeout: 0.0004 is shorter than the shortest duration"],
        [
          "POST",
          "/jobs",
          '{"command":"a","run_at":"2100-07-01T09:00"}',
          'run_at: "2100-07-01T09:00" does not say in which zone',
        ],
        ["POST", "/jobs", '{"command":"a","timeout":1e-400}', "1e-400 is too small a number"],
        ["POST", "/jobs", '{"command":["a","\\ud800"]}', "command: half a character stands in it"],
        ["PATCH", "/config", '{"max-retries":1,"max\\u002dretries":2}', '"max-retries" stands twice in one object'],
        ["PATCH", "/config", '{"max-retries":1,"max_retries":2}', "max-retries is given twice"],
        ["PATCH", "/config", '{"job-timeout":0.0004}', 'job-timeout: "0.0004" is shorter than the shortest duration'],
        ["POST", "/dlq/purge", '{"older_than":0.0004}', "older_than: 0.0004 is shorter than the shortest duration"],
      ];
      for (const [method, path, body, detail, headers] of bodies) {
        expect(await call(method, path, body, headers)).toMatchObject({ status: 400, body: { detail } });
      }
      expect(await store.jobs({ limit: 1 })).toEqual([]);
      expect(await store.config()).toMatchObject({ maxRetries: 3, jobTimeoutMs: 0 });
    }));

  test("NDJSON is read as it comes, beyond what another body may have", () =>
    withApi(async ({ get, call, store }) => {
      const line = `{"command":"${"x".repeat(1_000)}"}\n`;
      let left = 3_000;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          controller.enqueue(new TextEncoder().encode(line.repeat(100)));
          left -= 100;
          if (left === 0) controller.close();
        },
      });
      const token = { authorization: `Bearer ${"t".repeat(64)}` };
      const answer = await get("/api/v1/jobs", { method: "POST", headers: { ...LINES, ...token }, body });
      expect([answer.status, await answer.json()]).toEqual([201, { enqueued: 3_000 }]);
      expect((await store.status(Date.now())).jobs.pending).toBe(3_000);

      const wrong = '{"command":"fine"}\n\n{"command":7}\n';
      expect(await call("POST", "/jobs", wrong, LINES)).toMatchObject({
        status: 400,
        body: { detail: expect.stringMatching(/^line 3: command/) },
      });
      expect((await store.status(Date.now())).jobs.pending).toBe(3_000);
    }));

  test.each([
    "",
    "{",
    '"text"',
    "7",
    "null",
    '{"command":""}',
    '{"command":["\\u0000"]}',
    '{"id":"../x","command":"a"}',
    '{"id":".","command":"a"}',
    '{"id":"..","command":"a"}',
    '{"queue":"..","command":"a"}',
  ])("%s is refused, and nothing is stored", (text) =>
    withApi(async ({ call, store }) => {
      const { status, body } = await call("POST", "/jobs", text);
      expect([status, body.status]).toEqual([400, 400]);
      expect(await store.jobs({ limit: 1 })).toEqual([]);
    }),
  );

  test("allowed-commands holds here, too", () =>
    withApi(async ({ call, store }) => {
      await store.configure({ "allowed-commands": "true" }, Date.now());
      expect((await call("POST", "/jobs", { command: ["false"] })).status).toBe(400);
      expect((await call("POST", "/jobs", { command: "true" })).status).toBe(400);
      expect((await call("POST", "/jobs", { command: ["true"] })).status).toBe(201);
      expect((await call("POST", "/jobs", '{"command":["false"]}\n', LINES)).status).toBe(400);
      const withVariable = { command: ["true"], env: { BASH_ENV: "/x" } };
      expect((await call("POST", "/jobs", withVariable)).body.detail).toContain(
        "BASH_ENV is not among the allowed-vari",
      );
      expect((await call("POST", "/jobs", JSON.stringify(withVariable), LINES)).status).toBe(400);
    }));
});

describe("an Idempotency-Key", () => {
  const key = { "idempotency-key": "4711" };

  test("stores once what is sent twice, whatever its form", () =>
    withApi(async ({ call, store }) => {
      for (const [name, body, headers] of [
        ["one", { command: "a" }, {}],
        ["many", [{ command: "a" }, { command: "b" }], {}],
        ["lines", '{"command":"a"}\n{"command":"b"}', LINES],
      ] as const) {
        const send = () => call("POST", "/jobs", body, { ...headers, "idempotency-key": name });
        const [first, second] = [await send(), await send()];
        expect([second.status, second.body]).toEqual([201, first.body]);
      }
      expect(await store.jobs({ limit: 9 })).toHaveLength(5);
    }));

  test("refuses another request under the same key", () =>
    withApi(async ({ call, store }) => {
      await call("POST", "/jobs", { command: "a" }, key);
      for (const [body, headers] of [
        [{ command: "b" }, {}],
        [[{ command: "a" }], {}],
        ['{"command":"b"}', LINES],
      ] as const) {
        const { status, body: problem } = await call("POST", "/jobs", body, { ...key, ...headers });
        expect([status, problem.type]).toEqual([422, "urn:queuectl:problem:key-reused"]);
      }
      expect(await store.jobs({ limit: 9 })).toHaveLength(1);
    }));

  test("whose job was deleted says so", () =>
    withApi(async ({ call, store }) => {
      const { body } = await call("POST", "/jobs", { command: "a" }, key);
      await store.delete(body.id, Date.now());
      expect((await call("POST", "/jobs", { command: "a" }, key)).status).toBe(404);
    }));

  test("has to be one", () =>
    withApi(async ({ call }) => {
      for (const wrong of ["two words", "x".repeat(201)]) {
        expect((await call("POST", "/jobs", { command: "a" }, { "idempotency-key": wrong })).status).toBe(400);
      }
    }));
});
