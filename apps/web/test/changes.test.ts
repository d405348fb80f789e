import { describe, expect, test } from "bun:test";
import { connect } from "node:net";
import { type Change, createApp, Sessions } from "../src/index.ts";
import { signedIn, storeThat, TOKEN } from "./served.ts";
import { speak } from "./speak.ts";
import { type Scene, withApi } from "./with-api.ts";

const JOB = JSON.stringify({ id: "job1", command: "true" });
const FORM_TYPES = [
  "application/x-www-form-urlencoded",
  "multipart/form-data",
  "text/plain",
  "text/plain; application/json",
];

/** Signs a browser in and returns its cookie. */
async function signIn({ get }: Scene, sessions: Sessions): Promise<string> {
  const answer = await get(`/sign-in?code=${sessions.invite().code}`, { redirect: "manual" });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/"]);
  const cookie = answer.headers.get("set-cookie") ?? "";
  expect(cookie).toMatch(/^queuectl-session-\d+=[0-9a-f]{64}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
  return cookie.split(";")[0] as string;
}

/** The API with a browser that is signed in. */
function withBrowser(use: (scene: Scene, cookie: string, sessions: Sessions) => Promise<void>, now = Date.now) {
  const sessions = new Sessions(() => now());
  return withApi(async (scene) => use(scene, await signIn(scene, sessions), sessions), { sessions });
}

const stored = async ({ store }: Scene) => (await store.jobs({ limit: 9 })).length;

describe("a browser", () => {
  test("signs in once with a link, and then sees and changes everything from its own origin", () =>
    withBrowser(async (scene, cookie) => {
      const { get, serving } = scene;
      expect((await get("/api/v1/jobs", { headers: { cookie } })).status).toBe(200);
      expect(await (await get("/api/v1/session", { headers: { cookie } })).json()).toMatchObject({ who: "session" });
      const headers = { cookie, origin: serving.url, "content-type": "application/json" };
      expect((await get("/api/v1/jobs", { method: "POST", headers, body: JOB })).status).toBe(201);
      expect(
        (await get("/api/v1/jobs/job1", { method: "DELETE", headers: { cookie, origin: serving.url } })).status,
      ).toBe(200);
    }));

  test("is a stranger with a link that was used, is too old, or is none", async () => {
    let now = 1_000_000;
    const sessions = new Sessions(() => now);
    await withApi(
      async (scene) => {
        const { code } = sessions.invite();
        const late = sessions.invite().code;
        const signedInWith = async (query: string) =>
          (await scene.get(`/sign-in${query}`, { redirect: "manual", headers: { accept: "text/html" } })).status;
        expect((await scene.get(`/sign-in?code=${code}`, { method: "HEAD" })).status).toBe(405);
        expect(await signedInWith(`?code=${code}`)).toBe(303);
        expect(await signedInWith(`?code=${code}`)).toBe(401);
        now += 10 * 60_000;
        expect(await signedInWith(`?code=${late}`)).toBe(401);
        for (const none of ["", "?code=", `?code=${TOKEN}`, "?code=%00", `?token=${TOKEN}`])
          expect(await signedInWith(none)).toBe(401);
      },
      { sessions },
    );
  });

  test("that comes with a used link is led to the page: it may be signed in by it, or else is told how", () =>
    withApi(
      async ({ get }) => {
        const answer = await get("/sign-in?code=used", { redirect: "manual", headers: { accept: "text/html,*/*" } });
        expect([answer.status, answer.headers.get("location"), answer.headers.get("set-cookie")]).toEqual([
          303,
          "/",
          null,
        ]);
        expect((await get("/sign-in?code=used", { redirect: "manual" })).status).toBe(401);
      },
      { dashboardAssets: async () => [] },
    ));

  test("is a stranger once it has signed out, or after twelve hours, or with a made-up cookie", async () => {
    let now = 1_000_000;
    await withBrowser(
      async (scene, cookie, sessions) => {
        const seen = async (with_: string) => (await scene.get("/api/v1/jobs", { headers: { cookie: with_ } })).status;
        const [name] = cookie.split("=");
        expect(await seen(`${name}=${"0".repeat(64)}`)).toBe(401);
        expect(await seen(cookie.replace(/-\d+=/, "-1="))).toBe(401);
        const headers = { cookie, origin: scene.serving.url, "content-type": "application/json" };
        expect((await scene.get("/api/v1/sign-out", { method: "POST", headers, body: "{}" })).status).toBe(204);
        expect(await seen(cookie)).toBe(401);
        const second = await signIn(scene, sessions);
        now += 12 * 3_600_000;
        expect(await seen(second)).toBe(401);
      },
      () => now,
    );
  });

  test("led by a foreign page changes nothing, whatever the page sends along", () =>
    withBrowser(async (scene, cookie) => {
      const port = new URL(scene.serving.url).port;
      const origins = [
        undefined,
        "null",
        "https://evil.example",
        `http://127.0.0.1:${Number(port) + 1}`,
        `http://127.0.0.1.evil.example:${port}`,
        `http://localhost:${port}`,
        `${scene.serving.url}/`,
        `${scene.serving.url}.evil.example`,
      ];
      for (const origin of origins) {
        const headers = { cookie, "content-type": "application/json", ...(origin && { origin }) };
        for (const [method, path] of CHANGES) {
          const answer = await scene.get(path, { method, headers, body: JOB });
          expect([origin, method, path, answer.status]).toEqual([origin, method, path, 403]);
          expect(answer.headers.get("access-control-allow-origin")).toBeNull();
        }
      }
      expect(await stored(scene)).toBe(0);
    }));

  test("that sends what a form can send changes nothing", () =>
    withBrowser(async (scene, cookie) => {
      for (const type of FORM_TYPES) {
        const headers = { cookie, origin: scene.serving.url, "content-type": type };
        expect((await scene.get("/api/v1/jobs", { method: "POST", headers, body: JOB })).status).toBe(415);
        expect((await scene.get("/api/v1/jobs/x/cancel", { method: "POST", headers, body: "" })).status).toBe(415);
      }
      const untyped = { cookie, origin: scene.serving.url };
      expect((await scene.get("/api/v1/jobs/x/cancel", { method: "POST", headers: untyped })).status).toBe(415);
      expect(await stored(scene)).toBe(0);
    }));

  test("draws no links for others", () =>
    withBrowser(async (scene, cookie) => {
      const headers = { cookie, origin: scene.serving.url, "content-type": "application/json" };
      expect((await scene.get("/api/v1/sign-in-links", { method: "POST", headers, body: "{}" })).status).toBe(501);
    }));

  test("behind TLS is at another origin than without it, and only there changes something", () =>
    withBrowser(async (scene, cookie) => {
      const { host } = new URL(scene.serving.url);
      const post = async (scheme: string, forwarded: Record<string, string>) => {
        const headers = { cookie, origin: `${scheme}://${host}`, "content-type": "application/json", ...forwarded };
        const answer = await scene.get("/api/v1/jobs", { method: "POST", headers, body: '{"command":"true"}' });
        return [answer.status, ((await answer.json()) as { fix?: string }).fix];
      };
      const tls = { "x-forwarded-proto": "https" };
      expect(await post("http", tls)).toEqual([403, undefined]);
      expect(await post("http", { "x-forwarded-proto": "HTTPS, http" })).toEqual([403, undefined]);
      expect(await post("https", tls)).toEqual([201, undefined]);
      expect(await post("http", { "x-forwarded-proto": "http" })).toEqual([201, undefined]);
      expect(await post("https", {})).toEqual([403, expect.stringContaining("X-Forwarded-Proto: https")]);
      expect(await stored(scene)).toBe(2);
    }));

  test("is sent to the proxy that a program drew its link through", () =>
    withApi(async ({ call }) => {
      const { body } = await call("POST", "/sign-in-links", undefined, { "x-forwarded-proto": "https" });
      expect(body.url).toMatch(/^https:/);
    }));

  test("is signed in by a link that a program drew", () =>
    withApi(async ({ call, get }) => {
      const { body } = await call("POST", "/sign-in-links");
      expect((await get(new URL(body.url).pathname + new URL(body.url).search, { redirect: "manual" })).status).toBe(
        303,
      );
    }));
});

describe("a program", () => {
  test("changes something with the token alone; a cookie beside a wrong one does not help", () =>
    withBrowser(async (scene, cookie) => {
      const headers = { "content-type": "application/json" };
      const post = async (more: Record<string, string>) =>
        (await scene.get("/api/v1/jobs", { method: "POST", headers: { ...headers, ...more }, body: JOB })).status;
      expect(await post({})).toBe(401);
      expect(await post({ authorization: "Bearer wrong", cookie, origin: scene.serving.url })).toBe(401);
      expect(await post({ authorization: `Basic ${btoa(`:${TOKEN}`)}` })).toBe(401);
      expect(await stored(scene)).toBe(0);
      expect(await post(signedIn)).toBe(201);
    }));

  test("within a foreign page changes nothing even with the token", () =>
    withApi(async (scene) => {
      const headers = { ...signedIn, origin: "https://evil.example" };
      expect((await scene.call("POST", "/jobs", { command: "true" }, headers)).status).toBe(403);
      expect(await stored(scene)).toBe(0);
    }));

  test("sends JSON, or NDJSON, and nothing else", () =>
    withApi(async (scene) => {
      for (const type of [...FORM_TYPES, "application/jsonp"]) {
        expect((await scene.call("POST", "/jobs", JOB, { "content-type": type })).status).toBe(415);
      }
      expect(await stored(scene)).toBe(0);
    }));
});

test("no stranger learns which routes there are, or changes anything", () =>
  withApi(async (scene) => {
    for (const [method, path] of CHANGES) {
      const answer = await scene.get(path, { method, headers: { "content-type": "application/json" }, body: JOB });
      expect([method, path, answer.status]).toEqual([method, path, 401]);
    }
    expect(await stored(scene)).toBe(0);
  }));

test("GET changes nothing, whatever the query says", () =>
  withApi(async (scene) => {
    await scene.store.enqueue([{ id: "job1", command: "true" }], Date.now());
    for (const [method, path] of CHANGES) {
      if (method === "DELETE" || path === "/api/v1/jobs" || path === "/api/v1/config" || path === "/api/v1/runners")
        continue;
      for (const query of ["", "?_method=POST", "?method=POST", "?all=true"]) {
        const headers = { ...signedIn, "x-http-method-override": "POST" };
        const answer = await scene.get(`${path}${query}`, { headers });
        expect([path, query, [404, 405].includes(answer.status)]).toEqual([path, query, true]);
      }
    }
    await scene.get("/api/v1/jobs/job1?_method=DELETE", {
      headers: { ...signedIn, "x-http-method-override": "DELETE" },
    });
    expect(await scene.store.job("job1")).toMatchObject({ state: "pending" });
  }));

test("--read-only serves no change at all, and everything else", () =>
  withApi(
    async (scene) => {
      await scene.store.enqueue([{ id: "job1", command: "true" }], Date.now());
      for (const [method, path] of CHANGES.filter(([, path]) => !path.includes("/sign-"))) {
        const { status, body } = await scene.call(method, path.slice("/api/v1".length), JSON.parse(JOB));
        expect([method, path, status, body.type]).toEqual([method, path, 403, "urn:queuectl:problem:read-only"]);
      }
      expect(await scene.call("GET", "/jobs/job1")).toMatchObject({ status: 200, body: { state: "pending" } });
      expect((await scene.call("GET", "/session")).body).toMatchObject({ read_only: true, can_start_runners: false });
    },
    { readOnly: true, startRunner: () => Promise.reject(new Error("nobody may ask")) },
  ));

test("--read-only still lets people in and out: nothing of the store is changed by that", () =>
  withApi(
    async (scene) => {
      const link = await scene.call("POST", "/sign-in-links");
      expect(link.status).toBe(201);
      const cookie = (await fetch(link.body.url, { redirect: "manual" })).headers.get("set-cookie")?.split(";")[0];
      const { origin } = new URL(scene.serving.url);
      const asBrowser = (path: string, from = origin) =>
        scene.get(`/api/v1${path}`, {
          method: "POST",
          headers: { cookie: `${cookie}`, origin: from, "content-type": "application/json" },
          body: JOB,
        });
      expect(await (await asBrowser("/jobs")).json()).toMatchObject({ type: "urn:queuectl:problem:read-only" });
      expect((await asBrowser("/sign-in-links")).status).toBe(501);
      expect((await asBrowser("/sign-out", "http://evil.example")).status).toBe(403);
      expect((await asBrowser("/sign-out")).status).toBe(204);
      expect((await scene.get("/api/v1/session", { headers: { cookie: `${cookie}` } })).status).toBe(401);
    },
    { readOnly: true },
  ));

describe("a body", () => {
  const head = (length: string) =>
    `POST /api/v1/jobs HTTP/1.1\r\nHost: HOST\r\nAuthorization: Bearer ${TOKEN}\r\nContent-Type: application/json\r\n${length}\r\n\r\n`;

  test("that is too large is refused, said or not", () =>
    withApi(async (scene) => {
      const large = JSON.stringify({ command: "x".repeat(1_048_576) });
      expect(await scene.call("POST", "/jobs", large)).toMatchObject({
        status: 413,
        body: { type: "urn:queuectl:problem:too-large", fix: expect.stringContaining("ndjson") },
      });
      const piece = `${(65_536).toString(16)}\r\n${"x".repeat(65_536)}\r\n`;
      expect(await speak(scene.serving.url, head("Transfer-Encoding: chunked") + piece.repeat(17))).toStartWith(
        "HTTP/1.1 413",
      );
      expect(await stored(scene)).toBe(0);
    }));

  test("that is announced and never comes is given up", () =>
    withApi(
      async (scene) => {
        expect(await speak(scene.serving.url, `${head("Content-Length: 30")}{"comm`)).toStartWith("HTTP/1.1 408");
        const lines = head("Transfer-Encoding: chunked").replace("application/json", "application/x-ndjson");
        expect(await speak(scene.serving.url, `${lines}15\r\n{"command":"echo hi"}\r\n`)).toStartWith("HTTP/1.1 408");
        expect(await stored(scene)).toBe(0);
      },
      { bodyWithinMs: 50 },
    ));

  test.each([
    ["application/json", "Content-Length: 30", '{"comm'],
    ["application/x-ndjson", "Transfer-Encoding: chunked", '15\r\n{"command":"echo hi"}\r\n'],
  ])("that its sender breaks off is no fault of ours, and not worth a word: %s", (type, length, part) =>
    withApi(async (scene) => {
      const changes: Change[] = [];
      const app = createApp(scene.store, { token: TOKEN, onChange: (change) => changes.push(change) });
      const [arrived, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<number>()];
      using server = Bun.serve({
        hostname: "127.0.0.1",
        port: 0,
        async fetch(request) {
          const answer = app.fetch(request, { hosts: new Set(["us"]) });
          arrived.resolve();
          answered.resolve((await answer).status);
          return answer;
        },
      });
      const text = `${head(length).replace("application/json", type).replace("HOST", "us")}${part}`;
      const socket = connect(server.port ?? 0, "127.0.0.1", () => socket.write(text));
      await arrived.promise;
      socket.destroy();
      expect([await answered.promise, changes, await stored(scene)]).toEqual([400, [], 0]);
    }),
  );

  test("of a stranger is not waited for", () =>
    withApi(async (scene) => {
      const stranger = head("Content-Length: 99999999").replace(TOKEN, "x".repeat(64));
      expect(await speak(scene.serving.url, stranger)).toStartWith("HTTP/1.1 401");
    }));
});

test("a change may take longer than a connection may idle", async () => {
  const timeouts: (number | string)[] = [];
  const store = storeThat({
    bulk: async () => {
      timeouts.push("works");
      return 7;
    },
  });
  const hosts = new Set(["queue"]);
  const request = new Request("http://queue/api/v1/jobs/bulk", {
    method: "POST",
    headers: { ...signedIn, host: "queue", "content-type": "application/json" },
    body: JSON.stringify({ action: "cancel", filter: {} }),
  });
  const env = { hosts, idleTimeout: (_: Request, seconds: number) => timeouts.push(seconds) };
  expect((await createApp(store, { token: TOKEN }).fetch(request, env)).status).toBe(200);
  expect(timeouts).toEqual([0, "works", 30]);
});

test("ids, commands and outputs full of markup come back as data", () =>
  withApi(async ({ call, get, store }) => {
    const markup = "</script><img src=x onerror=alert(1)>&\"'\u2028\u0007";
    const { body } = await call("POST", "/jobs", { id: "job1", command: ["echo", markup], env: { A: markup } });
    expect(body.command[1]).toBe(markup);
    for (const path of ["/api/v1/jobs", "/api/v1/jobs/job1"]) {
      const answer = await get(path, { headers: signedIn });
      expect(answer.headers.get("content-type")).toBe("application/json");
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    }
    for (const id of [
      "<b>",
      "a b",
      "../../etc/passwd",
      "..%2f..%2fetc%2fpasswd",
      "%00",
      "a/../job1/cancel",
      "é",
      "x".repeat(201),
    ]) {
      const answer = await get(`/api/v1/jobs/${id.includes("%") ? id : encodeURIComponent(id)}`, { headers: signedIn });
      expect([id, [400, 404].includes(answer.status)]).toEqual([id, true]);
      expect(answer.headers.get("content-type")).toBe("application/problem+json");
      expect((await call("POST", "/jobs", { id, command: "true" })).status).toBe(400);
    }
    expect(await store.jobs({ limit: 9 })).toHaveLength(1);
  }));

const CHANGES = [
  ["POST", "/api/v1/jobs"],
  ["POST", "/api/v1/jobs/bulk"],
  ["POST", "/api/v1/jobs/job1/cancel"],
  ["POST", "/api/v1/jobs/job1/retry"],
  ["DELETE", "/api/v1/jobs/job1"],
  ["POST", "/api/v1/dlq/retry"],
  ["POST", "/api/v1/dlq/purge"],
  ["PATCH", "/api/v1/config"],
  ["POST", "/api/v1/runners"],
  ["POST", "/api/v1/runners/runner1/stop"],
  ["POST", "/api/v1/queues/default/pause"],
  ["POST", "/api/v1/queues/default/resume"],
  ["POST", "/api/v1/sign-in-links"],
  ["POST", "/api/v1/sign-out"],
  ["POST", "/api/v1/nothing"],
] as const;
