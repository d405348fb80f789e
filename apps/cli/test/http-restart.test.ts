import { describe, expect, test } from "bun:test";
import { Http } from "../src/http/http.ts";
import { until } from "./until.ts";

const PROGRAM = new URL("./fixtures/fragile-http.ts", import.meta.url);
const CHECKS = [{ name: "claim-loop", ok: true, reason: null }];

const setup = (port: number) => ({
  location: "/nowhere",
  address: { host: "127.0.0.1", port },
  allowedHosts: [],
  token: undefined,
  main: Bun.main,
});

const answers = (url: string) =>
  fetch(url, { keepalive: false }).then(
    async (answer) => ({ health: (await answer.json()) as { checks?: unknown[] } | null }),
    () => null,
  );

describe("the HTTP thread of a runner", () => {
  test("is followed by another one when it dies, at the same port and with the runner's health", async () => {
    const said: string[] = [];
    const http = await Http.start(setup(0), (line) => said.push(line), PROGRAM);
    const { url } = http;
    try {
      await http.reportsOn(() => ({ checks: CHECKS }));
      for (const life of [1, 2]) {
        await answers(`${url}/die`);
        await until(`death ${life}`, async () => said.filter((line) => line.startsWith("HTTP died")).length === life);
        await until(`life ${life + 1}`, async () => (await answers(url))?.health?.checks?.length === 1);
        expect(http.url).toBe(url);
      }
      expect(said).toEqual([
        "HTTP died; the runner goes on, and HTTP starts again in 0.5 s",
        `serving ${url} again`,
        "to sign in, once: http://sign-in",
        "HTTP died; the runner goes on, and HTTP starts again in 1 s",
        `serving ${url} again`,
        "to sign in, once: http://sign-in",
      ]);
    } finally {
      await http.stop();
    }
    expect(await answers(url)).toBeNull();
  });

  test("tries again while its port is taken", async () => {
    const said: string[] = [];
    const http = await Http.start(setup(0), (line) => said.push(line), PROGRAM);
    const { url } = http;
    await answers(`${url}/die`);
    await until("its death", async () => said.length > 0);
    const thief = Bun.serve({
      hostname: "127.0.0.1",
      port: Number(new URL(url).port),
      reusePort: false,
      fetch: () => Response.json(null),
    });
    try {
      await until("the second attempt", async () => said.some((line) => line.includes("the next attempt comes in")));
      await thief.stop(true);
      await until("the third", async () => said.includes(`serving ${url} again`));
    } finally {
      await http.stop();
    }
  });

  test("is not started again by a runner that stops", async () => {
    const said: string[] = [];
    const http = await Http.start(setup(0), (line) => said.push(line), PROGRAM);
    await answers(`${http.url}/die`);
    await until("its death", async () => said.length > 0);
    await http.stop();
    await http.stop();
    expect(said).toHaveLength(1);
    expect(await answers(http.url)).toBeNull();
  });
});
