import { describe, expect, test } from "bun:test";
import { served, signedIn, storeThat, TOKEN } from "./served.ts";
import { speak } from "./speak.ts";

const anywhere = { headers: { host: "10.1.2.3:4780" } };
const FULL = { ok: false, checks: [{ name: "space", ok: false, reason: "the disk is full" }] };

describe("the probes", () => {
  test("answer any Host without a token, with a code and one word", () =>
    served(async (get) => {
      for (const path of ["/livez", "/readyz", "/healthz"]) {
        const answer = await get(path, anywhere);
        expect([path, answer.status, await answer.text()]).toEqual([path, 200, "ok"]);
      }
    }));

  test.each(["", "Host:\r\n", "Host: a b\r\n", "Host: /x/y?\r\n", "Host: u@h#\r\n"])(
    "answer as HTTP/1.0 allows to ask them: %j",
    (host) =>
      served(async (_, { url }) => {
        for (const path of ["/livez", "/readyz", "/healthz", "/livez?from=probe"]) {
          const answer = await speak(url, `GET ${path} HTTP/1.0\r\n${host}\r\n`);
          expect([path, answer]).toEqual([path, expect.stringMatching(/^HTTP\/1.1 200 .*\r\n\r\nok$/s)]);
          expect(await speak(url, `HEAD ${path} HTTP/1.0\r\n${host}\r\n`)).toStartWith("HTTP/1.1 200 ");
        }
        // Nothing else is served without a Host that is ours, and no part of a path passes for the whole.
        const headers = `${host}Authorization: Bearer ${TOKEN}\r\n`;
        for (const path of ["/status", "/x/y/livez", "/:/livez", "//livez", "/metrics", "/"]) {
          expect([path, await speak(url, `GET ${path} HTTP/1.0\r\n${headers}\r\n`)]).toEqual([
            path,
            expect.stringMatching(/^HTTP\/1.1 403 /),
          ]);
        }
      }),
  );

  test("name no reason to a stranger, nor to a rebound Host that knows the token", () =>
    served(
      async (get) => {
        for (const headers of [{}, { ...signedIn, host: "evil.example" }, { authorization: "Bearer wrong" }]) {
          const answer = await get("/readyz", { headers });
          expect([answer.status, await answer.text()]).toEqual([503, "unavailable"]);
        }
      },
      { store: storeThat({ health: async () => FULL }) },
    ));

  test("name each check, its age and its reason to who knows the token", () =>
    served(
      async (get) => {
        const answer = await get("/healthz", { headers: signedIn });
        expect(answer.status).toBe(503);
        expect(await answer.json()).toEqual({
          ok: false,
          checks: [{ name: "space", ok: false, age_seconds: expect.any(Number), reason: "the disk is full" }],
        });
      },
      { store: storeThat({ health: async () => FULL }) },
    ));

  test("ask the store once a second at most, however often they are asked", async () => {
    let asked = 0;
    let now = 1_000_000;
    const health = async () => {
      asked++;
      return { ok: true, checks: [] };
    };
    await served(
      async (get) => {
        await Promise.all(Array.from({ length: 20 }, () => get("/readyz")));
        expect(asked).toBe(1);
        now += 1_000;
        await get("/readyz");
        expect(asked).toBe(2);
      },
      { store: storeThat({ health }), now: () => now },
    );
  });

  test("in a runner, fail while it has not reported, when it falls silent, and when it says so", async () => {
    const start = 1_000_000;
    let now = start;
    let heard: { at: number; checks: { name: string; ok: boolean; reason: string | null }[] } | null = null;
    await served(
      async (get) => {
        const asked = async () => (await get("/readyz", { headers: signedIn })).json();
        expect(await asked()).toMatchObject({ ok: false });

        heard = { at: start, checks: [{ name: "heartbeat", ok: true, reason: null }] };
        expect(await asked()).toMatchObject({ ok: true });

        now = start + 6_000;
        expect(await asked()).toMatchObject({
          ok: false,
          checks: [{ name: "readable" }, { name: "runner", ok: false, age_seconds: 6 }],
        });

        heard = { at: now, checks: [{ name: "heartbeat", ok: false, reason: "late" }] };
        expect(await asked()).toMatchObject({ ok: false, checks: [{ name: "readable" }, { reason: "late" }] });
      },
      { runnerHealth: () => heard, now: () => now },
    );
  });
});

describe("/status", () => {
  test("prints the status that the command line prints", () =>
    served(async (get) => {
      const answer = await get("/status", { headers: signedIn });
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toContain("application/json");
      expect(await answer.json()).toMatchObject({ jobs: { pending: 3, dead: 0 }, workers: { total: 0 }, runners: [] });
    }));

  test("answers HEAD as GET, without the body", () =>
    served(async (get) => {
      const answer = await get("/status", { method: "HEAD", headers: signedIn });
      expect([answer.status, await answer.text()]).toEqual([200, ""]);
    }));
});
