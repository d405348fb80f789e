import { describe, expect, spyOn, test } from "bun:test";
import { readStatusJson } from "@queuectl/core";
import { claimOne, type Scene, settle, withApi } from "./with-api.ts";

async function dead({ store }: Scene, ...ids: string[]): Promise<void> {
  for (const id of ids) {
    await store.enqueue([{ id, command: "false", queue: id.startsWith("m") ? "mail" : "other" }], Date.now());
    await settle(store, await claimOne(store), 1);
  }
}

describe("the dead letter queue", () => {
  test("lists dead jobs alone, page by page", () =>
    withApi(async (scene) => {
      await dead(scene, "m1", "o1", "m2");
      await scene.store.enqueue([{ command: "true" }], Date.now());
      expect((await scene.call("GET", "/dlq?limit=2")).body).toMatchObject({
        jobs: [{ id: "m1" }, { id: "o1" }],
        next: "@2",
      });
      expect((await scene.call("GET", "/dlq?queue=mail&reverse=true")).body).toMatchObject({
        jobs: [{ id: "m2" }, { id: "m1" }],
        next: null,
      });
    }));

  test("is retried in part, by queue, and as a whole; each one that is refused says why", () =>
    withApi(async (scene) => {
      await dead(scene, "m1", "m2", "o1", "o2");
      await scene.store.enqueue([{ id: "fresh", command: "true" }], Date.now());
      const retry = async (which: object) => (await scene.call("POST", "/dlq/retry", which)).body;

      expect(await retry({ ids: ["m1", "fresh", "nobody", "m1"] })).toMatchObject({
        retried: 1,
        refused: [
          { id: "fresh", type: "urn:queuectl:problem:job-conflict", status: 409 },
          { id: "nobody", type: "urn:queuectl:problem:not-found", status: 404 },
        ],
      });
      expect(await retry({ queue: "mail" })).toEqual({ retried: 1, refused: [] });
      expect(await retry({ all: true })).toEqual({ retried: 2, refused: [] });
      for (const wrong of [{}, { all: false }, { ids: [] }, { all: true, queue: "mail" }]) {
        expect((await scene.call("POST", "/dlq/retry", wrong)).status).toBe(400);
      }
    }));

  test("is not purged by a request that says nothing, or says it in another type", () =>
    withApi(async (scene) => {
      const { call, store } = scene;
      await dead(scene, "m1", "o1");
      expect(await call("POST", "/dlq/purge")).toMatchObject({ status: 400 });
      const lines = { "content-type": "application/x-ndjson" };
      expect(await call("POST", "/dlq/purge", '{"dry_run":true}', lines)).toMatchObject({ status: 415 });
      expect(await store.jobs({ states: ["dead"], limit: 9 })).toHaveLength(2);
      expect(await call("POST", "/dlq/purge", {})).toMatchObject({ body: { deleted: 2 } });
    }));

  test("is purged of what is old enough", () =>
    withApi(async (scene) => {
      await dead(scene, "m1", "o1");
      const purge = async (what: object) => (await scene.call("POST", "/dlq/purge", what)).body;
      expect(await purge({ older_than: "1h" })).toEqual({ deleted: 0, dry_run: false });
      expect(await purge({ dry_run: true })).toEqual({ deleted: 2, dry_run: true });
      expect(await purge({ queue: "nowhere" })).toEqual({ deleted: 0, dry_run: false });
      expect(await purge({ queue: "mail" })).toEqual({ deleted: 1, dry_run: false });
      expect(await purge({})).toEqual({ deleted: 1, dry_run: false });
      expect((await scene.call("POST", "/dlq/purge", { older_than: "soon" })).status).toBe(400);
    }));
});

describe("the config", () => {
  test("is read and set as the command line does it, and reset by null", () =>
    withApi(async ({ call }) => {
      expect((await call("GET", "/config")).body).toMatchObject({ "max-retries": 3, "job-timeout": 0 });
      const set = await call("PATCH", "/config", { max_retries: 7, "job-timeout": "2m", "poll-interval-ms": 500 });
      expect(set.body).toMatchObject({ "max-retries": 7, "job-timeout": 120, "poll-interval": 0.5 });
      expect((await call("PATCH", "/config", { "max-retries": null })).body).toMatchObject({ "max-retries": 3 });
    }));

  test("is changed as a whole or not at all", () =>
    withApi(async ({ call, store }) => {
      expect((await call("PATCH", "/config", { "max-retries": 7, "job-timeout": "soon" })).status).toBe(400);
      expect((await call("PATCH", "/config", { "max-retries": 7, "max-retry": 7 })).status).toBe(404);
      for (const [wrong, status] of [
        ['{"__proto__":5}', 404],
        ['{"__proto__":null,"max-retries":7}', 404],
        ['{"constructor":5}', 404],
        ['{"toString":"x"}', 404],
        ['{"max-retries":7,"max_retries":8}', 400],
        ['{"max-retries":["7"]}', 400],
        ['{"max-retries":true}', 400],
        ['{"max-retries":{}}', 400],
        ["[]", 400],
        ["null", 400],
        ["7", 400],
      ] as const) {
        expect([wrong, (await call("PATCH", "/config", wrong)).status]).toEqual([wrong, status]);
      }
      expect((await call("GET", "/config")).body).toMatchObject({ "max-retries": 3 });

      // In one transaction: what ends the server between two would leave half of it.
      using configure = spyOn(store, "configure");
      await call("PATCH", "/config", { "max-retries": 7, "kill-grace": 4 });
      expect(configure.mock.calls.map(([changes]) => changes)).toEqual([{ "max-retries": "7", "kill-grace": "4s" }]);
    }));

  test("leaves allowed-commands to the command line, whatever its spelling", () =>
    withApi(async ({ call, store }) => {
      await store.configure({ "allowed-commands": "/bin/true" }, Date.now());
      for (const key of ["allowed-commands", "allowed_commands", "allowed-variables"]) {
        for (const value of [null, "", ["/bin/sh"], "/bin/sh"]) {
          expect(await call("PATCH", "/config", { "max-retries": 9, [key]: value })).toMatchObject({
            status: 403,
            body: { type: "urn:queuectl:problem:not-over-http" },
          });
        }
      }
      expect(await store.config()).toMatchObject({ allowedCommands: ["/bin/true"], maxRetries: 3 });
    }));
});

describe("runners", () => {
  test("are listed with what they execute, and asked to stop", () =>
    withApi(async ({ call, store }) => {
      await store.enqueue([{ id: "job1", command: ["sleep", "9"] }], Date.now());
      await claimOne(store);
      expect((await call("GET", "/runners")).body).toMatchObject({
        runners: [{ id: "runner1", state: "running", executing: [{ id: "job1", attempt: 1 }] }],
      });
      expect(await call("POST", "/runners/runner1/stop", {})).toMatchObject({
        status: 202,
        body: { id: "runner1", stop_requested: "drain" },
      });
      expect((await call("POST", "/runners/runner1/stop", { force: true })).body).toMatchObject({
        stop_requested: "interrupt",
      });
      expect((await call("POST", "/runners/nobody/stop", {})).status).toBe(404);
    }));

  test("are started by whoever can, and by nobody else", async () => {
    const asked: unknown[] = [];
    const startRunner = async (request: unknown) => {
      asked.push(request);
      return { runner: "runner-new", pid: 7 };
    };
    await withApi(
      async ({ call }) => {
        expect(await call("POST", "/runners", { workers: 4, queues: ["mail"] })).toMatchObject({
          status: 201,
          body: { runner: "runner-new", pid: 7 },
        });
        await call("POST", "/runners", {});
        expect(asked).toEqual([
          { workers: 4, queues: ["mail"], excludedQueues: [] },
          { workers: 1, queues: null, excludedQueues: [] },
        ]);
        for (const wrong of [
          { workers: 0 },
          { workers: 257 },
          { workers: "2" },
          { queues: [] },
          { queues: ["a"], excluded_queues: ["b"] },
          { queues: ["-x y"] },
        ]) {
          expect([wrong, (await call("POST", "/runners", wrong)).status]).toEqual([wrong, 400]);
        }
        expect(asked).toHaveLength(2);
      },
      { startRunner },
    );
    await withApi(async ({ call }) => {
      expect((await call("POST", "/runners", {})).status).toBe(501);
    });
  });
});

test("queues are listed, paused and resumed", () =>
  withApi(async ({ call, store }) => {
    await store.enqueue([{ command: "true", queue: "mail" }], Date.now());
    expect(await call("POST", "/queues/mail/pause", {})).toMatchObject({
      status: 200,
      body: { name: "mail", paused: true },
    });
    expect((await call("GET", "/queues")).body).toMatchObject({
      queues: [{ name: "mail", paused: true, jobs: { pending: 1 } }],
    });
    expect((await call("POST", "/queues/mail/resume")).body).toMatchObject({ paused: false });
    expect((await call("POST", "/queues/nowhere/pause")).status).toBe(404);
  }));

test("the status is what `status --json` prints", () =>
  withApi(async ({ call, store }) => {
    await store.enqueue([{ command: "true", queue: "mail" }], Date.now());
    const at = Date.now();
    const printed = await readStatusJson(store, at);
    const { body } = await call("GET", "/status");
    expect(Object.keys(body)).toEqual(Object.keys(printed));
    expect(body.jobs).toEqual(printed.jobs);
  }));

test("every change is reported with who made it; what only looks is not", async () => {
  const changes: unknown[] = [];
  await withApi(
    async ({ call }) => {
      await call("GET", "/jobs");
      await call("POST", "/jobs", { id: "job1", command: "true" });
      await call("POST", "/jobs/job1/cancel");
      await call("POST", "/jobs", { command: 7 });
      await call("DELETE", "/jobs/%0aforged%20line");
      expect(changes).toEqual([
        { who: "token", method: "POST", path: "/api/v1/jobs", status: 201, what: "enqueued job1" },
        { who: "token", method: "POST", path: "/api/v1/jobs/job1/cancel", status: 200, what: null },
        { who: "token", method: "POST", path: "/api/v1/jobs", status: 400, what: null },
        { who: "token", method: "DELETE", path: "/api/v1/jobs/%0aforged%20line", status: 400, what: null },
      ]);
    },
    { onChange: (change) => changes.push(change) },
  );
});
