import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JobStore, Lease } from "@queuectl/core";
import { openSqliteStore } from "@queuectl/core/sqlite";
import { served, signedIn } from "./served.ts";
import { SseClient } from "./sse-client.ts";

const PATH = "/api/v1/events";
const LIMITS = { headBytes: 1_048_576, tailBytes: 1_048_576 };
const NOTHING = { runner: "runner1", started: [], settled: [], released: [], capacity: 0 };

let directory: string;
/** What the server reads. */
let store: JobStore;
/** Another process's connection, which writes. */
let writer: JobStore;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "queuectl-events-"));
  const open = () => openSqliteStore(join(directory, "queue.db"), { access: "write" });
  store = await open();
  writer = await open();
});

afterEach(async () => {
  await writer.close();
  await store.close();
  rmSync(directory, { recursive: true });
});

/** Opens streams on a server while `use` runs. */
const streaming = (use: (open: (query?: string, lastId?: string | null) => Promise<SseClient>) => Promise<void>) =>
  served(
    async (get) => {
      const clients: SseClient[] = [];
      await use(async (query = "", lastId = null) => {
        const headers = { ...signedIn, ...(lastId !== null && { "last-event-id": lastId }) };
        const client = new SseClient(await get(`${PATH}${query}`, { headers }));
        clients.push(client);
        return client;
      });
      for (const client of clients) await client.close();
    },
    { store },
  );

const enqueue = (id: string) => writer.enqueue([{ id, command: "true" }], Date.now());

async function claim(): Promise<Lease> {
  await writer.register({ id: "runner1", workers: 2, queues: null, version: "0" }, Date.now());
  const { claimed } = await writer.turn({ ...NOTHING, capacity: 1 }, Date.now());
  return claimed[0]?.lease as Lease;
}

const ship = (lease: Lease, offset: number, bytes: Uint8Array | string) =>
  writer.ship(
    lease,
    [{ stream: "stdout", offset, at: 0, bytes: new Uint8Array(Buffer.from(bytes as string)) }],
    LIMITS,
  );

describe("an event stream", () => {
  test("tells how it is, and then what changes, whoever changed it", () =>
    streaming(async (open) => {
      await enqueue("before");
      const client = await open();
      expect(await client.next()).toMatchObject({ event: "jobs", data: { jobs: { pending: 1 } } });
      expect(await client.next()).toMatchObject({ event: "queues", data: { count: 1, queues: [{ name: "default" }] } });
      expect(await client.next()).toMatchObject({ event: "runners", data: { workers: 0, runners: [] } });

      await enqueue("after");
      expect((await client.until("jobs", ({ jobs }) => jobs.pending === 2)).jobs.dead).toBe(0);

      await writer.setPaused("default", true, Date.now());
      await client.until("queues", ({ queues }) => queues[0].paused);

      await writer.register({ id: "runner1", workers: 2, queues: null, version: "0" }, Date.now());
      const { runners, workers } = await client.until("runners", (data) => data.runners.length === 1);
      expect(workers).toBe(2);
      expect(runners[0]).toMatchObject({ id: "runner1", state: "running", stop_requested: null });
    }));

  test("follows one job through its states, with what it writes", () =>
    streaming(async (open) => {
      await enqueue("job1");
      const client = await open("?job=job1");
      expect((await client.until("job")).job.state).toBe("pending");

      const lease = await claim();
      await client.until("job", ({ job }) => job.state === "processing");
      await ship(lease, 0, "hello\n");
      expect(await client.until("output")).toEqual({
        id: "job1",
        attempt: 1,
        stream: "stdout",
        offset: 0,
        bytes: 6,
        text: "hello\n",
      });

      const settled = { lease, outcome: { kind: "exited", exitCode: 0 }, verdict: { state: "completed" } } as const;
      const rest = { finishedAt: Date.now(), output: [], limits: LIMITS };
      await writer.turn({ ...NOTHING, settled: [{ ...settled, ...rest }] }, Date.now());
      await client.until("job", ({ job }) => job.state === "completed");
      await writer.delete("job1", Date.now());
      expect(await client.until("job", ({ job }) => job === null)).toEqual({ id: "job1", job: null });
    }));

  test("takes no character apart, and gives every byte its place", () =>
    streaming(async (open) => {
      await enqueue("job1");
      const lease = await claim();
      const client = await open("?job=job1");
      const euro = new TextEncoder().encode("€");
      await ship(lease, 0, euro.subarray(0, 2));
      await ship(lease, 2, euro.subarray(2));
      const first = await client.until("output");
      const second = await client.until("output");
      expect([first.text + second.text, first.bytes, second.offset]).toEqual(["€", 2, 2]);
    }));

  test("goes on with the output where a client left off", () =>
    streaming(async (open) => {
      await enqueue("job1");
      const lease = await claim();
      const client = await open("?job=job1");
      await ship(lease, 0, "one ");
      await client.until("output");
      const { lastId } = client;
      await client.close();
      await ship(lease, 4, "two");

      const again = await open("?job=job1", lastId);
      expect(await again.until("output")).toMatchObject({ offset: 4, text: "two" });
    }));

  test("carries more output than it lets wait", () =>
    streaming(async (open) => {
      await enqueue("job1");
      const lease = await claim();
      const piece = new Uint8Array(65_536).fill(0x61);
      const pieces = 24;
      for (let i = 0; i < pieces; i++) await ship(lease, i * piece.length, piece);
      const client = await open("?job=job1");
      let bytes = 0;
      for (let i = 0; i < pieces; i++) bytes += (await client.until("output")).text.length;
      expect(bytes).toBe(pieces * piece.length);
    }));

  test("repeats nothing to a client that has missed nothing", () =>
    streaming(async (open) => {
      const steady = await open();
      await steady.until("runners");
      const again = await open("", steady.lastId);
      await enqueue("job1");
      expect(await again.next()).toMatchObject({ event: "jobs", data: { jobs: { pending: 1 } } });
    }));

  test("tells everything to one whose id it does not know", () =>
    streaming(async (open) => {
      const steady = await open();
      await steady.until("runners");
      for (const strange of ["x", "zzz.1.0.0", "../../etc/passwd", `z${steady.lastId}`]) {
        const client = await open("", strange);
        const told = [await client.next(), await client.next(), await client.next()].map((message) => message?.event);
        expect([strange, told]).toEqual([strange, ["jobs", "queues", "runners"]]);
      }
    }));

  test("says which message completes the news: a client that was cut off in the middle knows none of it", () =>
    streaming(async (open) => {
      const client = await open();
      const ids = [await client.next(), await client.next(), await client.next()].map((message) => message?.id);
      expect(ids).toEqual([null, null, expect.any(String)]);
    }));
});

describe("the stream's door", () => {
  test("is for those who know the token, and follow a job by a name that can be one", () =>
    served(
      async (get) => {
        expect((await get(PATH)).status).toBe(401);
        expect((await get(`${PATH}?job=a/b`, { headers: signedIn })).status).toBe(400);
      },
      { store },
    ));

  test("is a stream, not to be kept or held back", () =>
    served(
      async (get) => {
        const { headers, body } = await get(PATH, { headers: signedIn });
        expect(headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
        expect([headers.get("cache-control"), headers.get("x-accel-buffering")]).toEqual(["no-store", "no"]);
        await body?.cancel();
      },
      { store },
    ));

  test("closes with the server, long before its deadline", () =>
    served(
      async (get, serving) => {
        const client = new SseClient(await get(PATH, { headers: signedIn }));
        await client.until("runners");
        const never = new AbortController();
        const stopped = serving.stop(never.signal);
        while ((await client.next()) !== null);
        await stopped;
      },
      { store },
    ));
});
