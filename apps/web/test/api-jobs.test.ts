import { describe, expect, test } from "bun:test";
import { attemptJson, excerptOf, type Job, jobDetailsJson, jobJson } from "@queuectl/core";
import { signedIn } from "./served.ts";
import { claimOne, settle, withApi, write } from "./with-api.ts";

const idsOf = (body: { jobs: { id: string }[] }) => body.jobs.map(({ id }) => id).join(" ");

describe("a page of jobs", () => {
  test("leads to the next one, filtered and from either end", () =>
    withApi(async ({ call, store }) => {
      const specs = ["a1", "a2", "b1", "a3"].map((id) => ({
        id,
        command: "true",
        queue: id.startsWith("b") ? "b" : "a",
      }));
      await store.enqueue(specs, Date.now());
      await store.cancel("a2", Date.now());
      const page = async (query: string) => (await call("GET", `/jobs${query}`)).body;

      const first = await page("?limit=3");
      expect([idsOf(first), first.next]).toEqual(["a1 a2 b1", "@3"]);
      expect(first.jobs[0]).toEqual(jobJson((await store.job("a1")) as Job));
      const second = await page("?limit=3&after=b1");
      expect([idsOf(second), second.next]).toEqual(["a3", null]);

      await store.delete("b1", Date.now());
      await store.enqueue([{ id: "b1", command: "true", queue: "b" }], Date.now());
      expect(idsOf(await page(`?limit=3&after=${first.next}`))).toBe("a3 b1");
      await store.delete("b1", Date.now());

      expect(idsOf(await page("?state=cancelled"))).toBe("a2");
      expect(idsOf(await page("?state=cancelled&state=pending&queue=a"))).toBe("a1 a2 a3");
      expect(idsOf(await page("?reverse=true&limit=2"))).toBe("a3 a2");
      expect(await page("?id_prefix=a&limit=2")).toMatchObject({ next: "a2" });
      expect(idsOf(await page("?id_prefix=a&limit=2&after=a2"))).toBe("a3");
    }));

  test.each([
    ["?limit=501", /^limit: /],
    ["?limit=0", /^limit: /],
    ["?limit=x", /^limit: use a whole number from 1 to 500$/],
    ["?limit=1e1", /^limit: /],
    ["?limit=0x10", /^limit: /],
    ["?limit=", /^limit: /],
    ["?limit=5&limit=6", /^limit: /],
    ["?state=nope", /^state: /],
    ["?after=%2e%2e%2f", /^after: /],
    ["?after=@x", /^after: /],
    ["?id_prefix=a&after=@3", /^after: /],
    ["?reverse=yes", /^reverse: /],
    ["?states=dead", /states/],
    ["?id_prefix=a&queue=b", /id_prefix/],
  ])("refuses %s in one line", (query, detail) =>
    withApi(async ({ call }) => {
      const { status, body, headers } = await call("GET", `/jobs${query}`);
      expect(status).toBe(400);
      expect(headers.get("content-type")).toBe("application/problem+json");
      expect(body).toMatchObject({ type: "urn:queuectl:problem:invalid-input", status: 400 });
      expect(body.detail).toMatch(detail);
      expect(body.detail).not.toContain("\n");
    }),
  );

  test("behind a job that is not there is not found", () =>
    withApi(async ({ call }) => {
      expect(await call("GET", "/jobs?after=nobody")).toMatchObject({ status: 404 });
    }));
});

describe("one job", () => {
  test("is shown as `show --json` prints it, with its attempts", () =>
    withApi(async ({ call, store }) => {
      await store.enqueue([{ id: "job1", command: ["echo", "<b>"] }], Date.now());
      const claim = await claimOne(store);
      await write(store, claim, "out\n", 0);
      await settle(store, claim);

      const { status, body } = await call("GET", "/jobs/job1");
      expect(status).toBe(200);
      expect(body).toEqual(await jobDetailsJson((await store.job("job1")) as Job, store));
      expect(body).toMatchObject({ state: "completed", stdout: "out\n", attempt_history: [{ number: 1 }] });
      expect((await call("GET", "/jobs/job1/attempts")).body).toEqual({
        attempts: (await store.attempts("job1")).map(attemptJson),
      });
    }));

  test("that is not there is not found, by every verb", () =>
    withApi(async ({ call }) => {
      for (const [method, path] of [
        ["GET", "/jobs/nobody"],
        ["GET", "/jobs/nobody/attempts"],
        ["GET", "/jobs/nobody/attempts/1/output"],
        ["POST", "/jobs/nobody/cancel"],
        ["POST", "/jobs/nobody/retry"],
        ["DELETE", "/jobs/nobody"],
        ["DELETE", "/jobs/nobody?force=true"],
      ] as const) {
        const { status, body } = await call(method, path);
        expect([method, path, status, body.type]).toEqual([method, path, 404, "urn:queuectl:problem:not-found"]);
      }
    }));

  test("is cancelled, retried and deleted where its state allows it", () =>
    withApi(async ({ call, store }) => {
      await store.enqueue([{ id: "job1", command: "true" }], Date.now());
      expect(await call("POST", "/jobs/job1/cancel")).toMatchObject({ status: 200, body: { state: "cancelled" } });
      expect(await call("POST", "/jobs/job1/retry", {})).toMatchObject({ status: 200, body: { state: "pending" } });
      expect(await call("POST", "/jobs/job1/retry")).toMatchObject({
        status: 409,
        body: { type: "urn:queuectl:problem:job-conflict", fix: expect.any(String) },
      });
      expect(await call("DELETE", "/jobs/job1")).toMatchObject({ status: 200, body: { id: "job1", deleted: true } });
      expect(await store.job("job1")).toBeNull();
    }));

  test("that executes is asked to end, and deleted by force once it has", () =>
    withApi(async ({ call, store }) => {
      await store.enqueue([{ id: "job1", command: "true" }], Date.now());
      const claim = await claimOne(store);
      expect(await call("POST", "/jobs/job1/cancel")).toMatchObject({
        status: 202,
        body: { state: "processing", cancel_requested_at: expect.any(String) },
      });
      expect((await call("DELETE", "/jobs/job1")).status).toBe(409);
      const forced = call("DELETE", "/jobs/job1?force=true");
      await settle(store, claim, 1);
      expect((await forced).status).toBe(200);
      expect(await store.job("job1")).toBeNull();
    }));
});

test("many jobs are counted first, then changed", () =>
  withApi(async ({ call, store }) => {
    await store.enqueueMany(
      Array.from({ length: 30 }, (_, i) => ({ command: "true", queue: i % 3 ? "a" : "b" })),
      Date.now(),
    );
    const bulk = (body: object) => call("POST", "/jobs/bulk", body);

    expect((await bulk({ action: "cancel", filter: { queue: "b" }, dry_run: true })).body).toEqual({
      action: "cancel",
      jobs: 10,
      dry_run: true,
    });
    expect((await bulk({ action: "cancel", filter: { queue: "b", states: ["pending"] } })).body).toMatchObject({
      jobs: 10,
    });
    expect((await bulk({ action: "delete", filter: { states: ["cancelled"] } })).body).toMatchObject({ jobs: 10 });
    expect((await store.status(Date.now())).jobs).toMatchObject({ pending: 20, cancelled: 0 });

    for (const wrong of [
      {},
      { action: "cancel" },
      { action: "run", filter: {} },
      { action: "delete", filter: { id: "a" } },
    ]) {
      expect((await bulk(wrong)).status).toBe(400);
    }
    expect((await store.status(Date.now())).jobs.pending).toBe(20);
  }));

describe("jobs as large as they may be", () => {
  const line = "x".repeat(60_000);
  const env = { A: "y".repeat(60_000) };

  test("are listed in part, with a mark, and shown as a whole", () =>
    withApi(async ({ call, store, get }) => {
      const specs = Array.from({ length: 60 }, (_, i) => ({ id: `job${i}`, command: ["echo", line], env }));
      await store.enqueue([...specs, { id: "small", command: "true" }], Date.now());
      const claim = await claimOne(store);
      const page = await get("/api/v1/jobs?limit=500", { headers: signedIn });
      const text = await page.text();
      expect(text.length).toBeLessThan(60 * 3_500);
      const listed = JSON.parse(text).jobs;
      expect(listed).toHaveLength(61);
      expect(listed[60]).toEqual(jobJson((await store.job("small")) as Job));
      expect(listed[60].truncated).toEqual([]);
      expect(listed[1]).toEqual(jobJson(excerptOf((await store.job("job1")) as Job)));
      expect(listed[1].truncated).toEqual(["command", "env"]);
      expect((await call("GET", "/jobs?id_prefix=job1&limit=1")).body.jobs[0]).toEqual(listed[1]);

      const { body } = await call("GET", "/jobs/job1");
      expect(body).toMatchObject({ command: ["echo", line], env, truncated: [] });
      const [{ executing }] = (await call("GET", "/runners")).body.runners;
      expect(executing).toMatchObject([{ id: "job0", truncated: true }]);
      expect(JSON.stringify(executing).length).toBeLessThan(3_500);
      await settle(store, claim, 1);
      expect((await call("GET", "/dlq")).body.jobs[0]).toMatchObject({ id: "job0", truncated: ["command", "env"] });

      // What is not whole is no job: it would do something else.
      const { seq, id, ...again } = listed[1];
      expect(await call("POST", "/jobs", again)).toMatchObject({
        status: 400,
        body: { detail: expect.stringMatching(/^truncated: /) },
      });
      expect((await call("POST", "/jobs", { ...listed[60], id: "twin" })).status).toBe(201);
    }));
});

test("whatever is answered shows all that is in it, refusals and events included, and means the same", () =>
  withApi(async ({ store, get }) => {
    const turned = "rm \u{202e}txt.eton\u{200b}\u{9b}\u{e0041}";
    await store.enqueue([{ id: "a", command: turned }], Date.now());
    const unseen = /[\u{202e}\u{200b}\u{9b}\u{e0041}]/u;
    const answered = async (path: string) => (await get(path, { headers: signedIn })).text();
    for (const path of ["/api/v1/jobs", "/api/v1/jobs/a"]) {
      const text = await answered(path);
      expect(text).toContain("\\u202e");
      expect(text).not.toMatch(unseen);
      expect(JSON.stringify(JSON.parse(text))).toContain(turned.replace("\u{9b}", "\u009b"));
    }
    expect(await answered(`/api/v1/jobs?state=${encodeURIComponent(turned)}`)).not.toMatch(unseen);
    const ended = new AbortController();
    const events = await get("/api/v1/events?job=a", { headers: signedIn, signal: ended.signal });
    const said = new TextDecoder().decode((await events.body?.getReader().read())?.value);
    ended.abort();
    expect(said).not.toMatch(unseen);
  }));
