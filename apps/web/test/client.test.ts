import { describe, expect, test } from "bun:test";
import { CLIENT_TYPES, clientTypes } from "../scripts/client-types.ts";
import { addressOf, connect } from "../src/client/index.ts";
import { TOKEN } from "./served.ts";
import { type Scene, withApi } from "./with-api.ts";

const client = ({ serving }: Scene) => connect({ url: `${serving.url}/`, token: TOKEN });

describe("the client", () => {
  test("knows every route by its path, and the types of what it answers", () =>
    withApi(async (scene) => {
      const api = client(scene);
      const stored = await api.POST("/jobs", { body: { id: "job1", command: "true" } });
      expect([stored.data, stored.response.status]).toMatchObject([{ id: "job1" }, 201]);
      const query = { state: ["pending" as const, "dead" as const], limit: 5, reverse: true };
      const page = await api.GET("/jobs", { params: { query } });
      expect(page.data?.jobs.map(({ id }) => id)).toEqual(["job1"]);
      const cancelled = await api.POST("/jobs/{id}/cancel", { params: { path: { id: "job1" } } });
      expect(cancelled.data?.state).toBe("cancelled");
      expect((await api.GET("/status")).data?.jobs.cancelled).toBe(1);
      expect((await api.GET("/history", { params: { query: { minutes: 2 } } })).data?.step).toBe(1);
      expect((await api.POST("/sign-out")).response.status).toBe(204);
    }));

  test("is told of a refusal what the matter is", () =>
    withApi(async (scene) => {
      const refused = await client(scene).GET("/jobs/{id}", { params: { path: { id: "nobody" } } });
      expect([refused.data, refused.error?.detail]).toEqual([undefined, "there is no job nobody"]);
      const stranger = await connect({ url: scene.serving.url }).GET("/status");
      expect([stranger.error?.status, stranger.response.status]).toEqual([401, 401]);
    }));

  test("sends an Idempotency-Key, headers, and an end that is wished for", () =>
    withApi(async (scene) => {
      const api = client(scene);
      const request = { params: { header: { "idempotency-key": "once" } }, body: { command: "true" } };
      const [first, again] = [await api.POST("/jobs", request), await api.POST("/jobs", request)];
      expect(again.data).toEqual(first.data);
      expect((await api.GET("/status", { headers: { host: "evil.example" } })).error?.status).toBe(403);
      const signal = AbortSignal.abort();
      await expect(api.GET("/status", { signal })).rejects.toHaveProperty("name", "AbortError");
    }));

  test("sends text as it stands", () =>
    withApi(async (scene) => {
      const body = '{"command":"true"}\n{"command":"false"}\n';
      const headers = { "content-type": "application/x-ndjson" };
      const { data } = await client(scene).POST("/jobs/lines", { body, headers });
      expect(data).toEqual({ enqueued: 2 });
    }));

  test("takes whatever a path is given for one segment of it", () =>
    withApi(async (scene) => {
      const api = client(scene);
      for (const id of ["index", "bulk", "a:b", ":id", "x.y", "..."]) {
        expect((await api.POST("/jobs", { body: { id, command: "true" } })).error).toBeUndefined();
        const params = { path: { id } };
        expect((await api.GET("/jobs/{id}", { params })).data).toMatchObject({ id, attempt_history: [] });
        expect((await api.POST("/jobs/{id}/cancel", { params })).data).toMatchObject({ id, state: "cancelled" });
      }
      for (const id of ["a b", "../x", "%2f", "a/b", "?state=dead", "#a", "a\\..\\b", "é", "{id}", "$&"]) {
        const { error } = await api.DELETE("/jobs/{id}", { params: { path: { id } } });
        expect([id, error?.status]).toEqual([id, 400]);
      }
      expect(await scene.store.jobs({ limit: 9 })).toHaveLength(6);
    }));

  test("refuses by itself what no address can hold", async () => {
    const api = connect({ url: "http://127.0.0.1:1" });
    for (const id of ["", ".", ".."]) {
      const path = { id };
      await expect(api.DELETE("/jobs/{id}", { params: { path } })).rejects.toThrow(RangeError);
      expect(() => addressOf("http://127.0.0.1:1", "/jobs/{id}", { path })).toThrow("cannot stand in an address");
    }
  });

  test("tells where something is", () => {
    const address = addressOf("http://queue:1/", "/jobs/{id}/attempts/{attempt}/output", {
      path: { id: "a b", attempt: 2 },
      query: { stream: "stderr" },
    });
    expect(address).toBe("http://queue:1/api/v1/jobs/a%20b/attempts/2/output?stream=stderr");
    expect(addressOf("http://queue:1", "/events", {})).toBe("http://queue:1/api/v1/events");
  });
});

test("the client's types are those of the schemas: else `bun run --cwd apps/web client`", async () => {
  expect(await clientTypes()).toBe(await Bun.file(CLIENT_TYPES).text());
});
