import { describe, expect, test } from "bun:test";
import { createApp } from "../src/index.ts";
import { signedIn } from "./served.ts";
import { claimOne, type Scene, settle, withApi, write } from "./with-api.ts";

const PATH = "/api/v1/jobs/job1/attempts/1/output";

async function begun({ store }: Pick<Scene, "store">) {
  await store.enqueue([{ id: "job1", command: "true" }], Date.now());
  return claimOne(store);
}

describe("what an attempt wrote", () => {
  test("is text that no browser takes for anything else", () =>
    withApi(async (scene) => {
      const claim = await begun(scene);
      await write(scene.store, claim, "<script>alert(1)</script>\n", 0);
      const answer = await scene.get(PATH, { headers: signedIn });
      expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(answer.headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
      expect(await answer.text()).toBe("<script>alert(1)</script>\n");
    }));

  test("comes by stream, and by range, over what was dropped", () =>
    withApi(async (scene) => {
      const claim = await begun(scene);
      await write(scene.store, claim, "01234", 0);
      await write(scene.store, claim, "56789", 5);
      await write(scene.store, claim, "tail", 100);
      const range = async (text: string) => {
        const answer = await scene.get(`${PATH}?stream=stdout`, { headers: { ...signedIn, range: text } });
        const body = answer.status === 206 ? await answer.text() : "";
        return [answer.status, answer.headers.get("content-range"), body];
      };
      const kept = "0123456789\n[… 90 bytes of stdout not kept …]\ntail";
      expect(await (await scene.get(`${PATH}?stream=stdout`, { headers: signedIn })).text()).toBe(kept);
      expect(await (await scene.get(`${PATH}?stream=stderr`, { headers: signedIn })).text()).toBe("");
      expect(await range("bytes=0-3")).toEqual([206, "bytes 0-3/104", "0123"]);
      expect(await range("bytes=3-6")).toEqual([206, "bytes 3-6/104", "3456"]);
      expect(await range("bytes=8-")).toEqual([206, "bytes 8-9/104", "89"]);
      expect(await range("bytes=10-")).toEqual([206, "bytes 100-103/104", "tail"]);
      expect(await range("bytes=-2")).toEqual([206, "bytes 102-103/104", "il"]);
      expect(await range("Bytes=0-0")).toEqual([206, "bytes 0-0/104", "0"]);
      for (const none of ["bytes=104-", "bytes=99999999999999999999-", "bytes=20-30", "bytes=-0"]) {
        expect([none, ...(await range(none))]).toEqual([none, 416, "bytes */104", ""]);
      }
      for (const ignored of ["lines=1-2", "bytes=5-4", "bytes=-", "bytes=a-b", "bytes 0-1", "0-1", "bytes=0-1,3-4"]) {
        expect([ignored, ...(await range(ignored))]).toEqual([ignored, 200, null, ""]);
      }
      const whole = async (query: string, init: RequestInit) => {
        const answer = await scene.get(`${PATH}${query}`, { ...init, headers: { ...signedIn, ...init.headers } });
        return [answer.status, await answer.text()];
      };
      const wanted = { range: "bytes=0-1" };
      for (const version of ['"tag"', "Wed, 21 Oct 2026 07:28:00 GMT"]) {
        const headers = { ...wanted, "if-range": version };
        expect(await whole("?stream=stdout", { headers })).toEqual([200, kept]);
      }
      // Of both streams together there are no numbered bytes, and of a HEAD no part: Accept-Ranges says so.
      expect(await whole("", { headers: wanted })).toEqual([200, kept]);
      expect(await whole("?stream=stdout", { headers: wanted, method: "HEAD" })).toEqual([200, ""]);
    }));

  test("is followed to the end of the attempt", () =>
    withApi(async (scene) => {
      const claim = await begun(scene);
      await write(scene.store, claim, "one ", 0);
      const answer = await scene.get(`${PATH}?follow=true`, { headers: signedIn });
      const reader = answer.body?.getReader();
      const next = async () => new TextDecoder().decode((await reader?.read())?.value);
      expect(await next()).toBe("one ");
      await write(scene.store, claim, "two", 4);
      expect(await next()).toBe("two");
      await settle(scene.store, claim);
      expect((await reader?.read())?.done).toBe(true);
    }));

  test("is followed no longer than the server lives", () =>
    withApi(async (scene) => {
      await write(scene.store, await begun(scene), "on and on", 0);
      const answer = await scene.get(`${PATH}?follow=true`, { headers: signedIn });
      const text = answer.text();
      await scene.serving.stop(AbortSignal.timeout(5_000));
      expect(await text).toBe("on and on");
    }));

  test("holds a connection only for who waits for more of it", () =>
    withApi(async ({ store, serving }) => {
      const claim = await begun({ store });
      const lifted: number[] = [];
      const app = createApp(store, { token: "t".repeat(64) });
      const ask = (method: string) => {
        const request = new Request(`${serving.url}${PATH}?follow=true`, {
          method,
          headers: { ...signedIn, host: "us" },
        });
        return app.fetch(request, { hosts: new Set(["us"]), idleTimeout: (_, seconds) => lifted.push(seconds) });
      };
      expect((await ask("HEAD")).status).toBe(200);
      expect(lifted).toEqual([]);
      await (await ask("GET")).body?.cancel();
      expect(lifted).toEqual([0]);
      await settle(store, claim);
      expect(await (await ask("GET")).text()).toBe("");
      expect(lifted).toEqual([0]);
    }));

  test("of an attempt that never was is not found", () =>
    withApi(async (scene) => {
      await begun(scene);
      for (const attempt of ["2", "999999999999"]) {
        expect((await scene.call("GET", `/jobs/job1/attempts/${attempt}/output`)).status).toBe(404);
      }
      for (const attempt of ["0", "-1", "x", "1e99", "..%2f1"]) {
        expect([attempt, (await scene.call("GET", `/jobs/job1/attempts/${attempt}/output`)).status]).toEqual([
          attempt,
          400,
        ]);
      }
    }));
});
