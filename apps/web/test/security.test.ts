import { describe, expect, test } from "bun:test";
import { served, signedIn, storeThat, TOKEN } from "./served.ts";

describe("whoever asks", () => {
  test("through a rebound name is refused, token or not", () =>
    served(async (get, { url }) => {
      const { port } = new URL(url);
      for (const host of [
        "evil.example",
        `evil.example:${port}`,
        `127.0.0.1.evil.example:${port}`,
        "127.0.0.1:1",
        "localhost",
      ]) {
        const answer = await get("/status", { headers: { ...signedIn, host } });
        expect([host, answer.status]).toEqual([host, 403]);
        expect(await answer.json()).toMatchObject({ type: "urn:queuectl:problem:host-not-allowed", status: 403 });
      }
    }));

  test("at any of our own names is answered", () =>
    served(async (get, { url }) => {
      const { port } = new URL(url);
      for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`]) {
        expect([host, (await get("/status", { headers: { ...signedIn, host } })).status]).toEqual([host, 200]);
      }
    }));

  test("without the token, or with another, learns nothing: not even which paths there are", () =>
    served(async (get) => {
      const guesses = [
        undefined,
        "",
        "Bearer",
        "Bearer ",
        `Bearer ${TOKEN}x`,
        `Bearer ${TOKEN.slice(1)}`,
        `Basic ${TOKEN}`,
        TOKEN,
      ];
      for (const authorization of guesses) {
        for (const path of ["/status", "/api/v1/jobs", "/nothing"]) {
          const answer = await get(path, { headers: authorization === undefined ? {} : { authorization } });
          expect([authorization, path, answer.status]).toEqual([authorization, path, 401]);
          expect(answer.headers.get("www-authenticate")).toBe("Bearer");
          expect(answer.headers.get("content-type")).toBe("application/problem+json");
        }
      }
    }));

  test("for the token in the query, or by another spelling of a probe's path, is refused", () =>
    served(async (get) => {
      for (const path of [
        `/status?token=${TOKEN}`,
        "//livez/../status",
        "/livez/../status",
        "/livez%2f..%2fstatus",
        "/readyz/",
      ]) {
        expect([path, (await get(path)).status]).toEqual([path, 401]);
      }
    }));

  test("to change something is told that only GET is answered", () =>
    served(async (get) => {
      for (const method of ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
        for (const path of ["/status", "/metrics", "/livez", "/readyz", "/healthz"]) {
          const answer = await get(path, { method, headers: signedIn });
          expect([method, path, answer.status]).toEqual([method, path, 405]);
          expect(answer.headers.get("allow")).toBe("GET, HEAD");
        }
      }
    }));

  test("by HEAD is told how long the answer to a GET is", () =>
    served(
      async (get) => {
        for (const path of ["/livez", "/readyz", "/status", "/nothing", "/api/v1/session", "/api/v1/nothing"]) {
          const length = async (method: string) => {
            const answer = await get(path, { method, headers: signedIn });
            return [path, answer.status, answer.headers.get("content-length")];
          };
          expect(await length("HEAD")).toEqual(await length("GET"));
        }
      },
      { now: () => 1_000_000 },
    ));

  test("for a path that is not there gets problem JSON", () =>
    served(async (get) => {
      const answer = await get("/nothing", { headers: signedIn });
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ type: "urn:queuectl:problem:not-found", status: 404 });
    }));

  test("from another origin is given no leave to read, and no page may frame or sniff an answer", () =>
    served(async (get) => {
      for (const [path, headers] of [
        ["/status", signedIn],
        ["/status", {}],
        ["/livez", {}],
        ["/nothing", signedIn],
      ] as const) {
        const answer = await get(path, { headers: { ...headers, origin: "https://evil.example" } });
        expect(answer.headers.get("access-control-allow-origin")).toBeNull();
        expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
        expect(answer.headers.get("x-frame-options")).toBe("DENY");
        expect(answer.headers.get("content-security-policy")).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      }
    }));

  test("is not told what went wrong inside", () =>
    served(
      async (get) => {
        const answer = await get("/status", { headers: signedIn });
        expect(answer.status).toBe(500);
        expect(answer.headers.get("content-type")).toBe("application/problem+json");
        expect(await answer.text()).not.toContain("secret");
        expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      },
      { store: storeThat({ status: () => Promise.reject(new Error("secret path")) }) },
    ));
});
