import { describe, expect, jest, test } from "bun:test";
import { connect } from "node:net";
import type { JobStore } from "@queuectl/core";
import { Client } from "../src/events/client.ts";
import { EventHub, MAX_CLIENTS } from "../src/events/hub.ts";
import { served, signedIn, storeThat } from "./served.ts";
import { SseClient } from "./sse-client.ts";

const PATH = "/api/v1/events";

/** A store that counts what it is asked, and changes when a test says so. */
function countingStore() {
  const calls: { [verb: string]: number; job?: number; watch?: number } = {};
  const listeners = new Set<() => void>();
  let unwatched = Promise.withResolvers<void>();
  let heard = 0;
  const plain = storeThat();
  const count =
    <A extends unknown[], R>(name: string, verb: (...args: A) => R) =>
    (...args: A) => {
      calls[name] = (calls[name] ?? 0) + 1;
      return verb(...args);
    };
  const store: JobStore = storeThat({
    status: count("status", plain.status),
    runners: count("runners", plain.runners),
    health: count("health", plain.health),
    job: count("job", async () => null),
    output: count("output", async () => []),
    watch: count("watch", (listener: () => void) => {
      listeners.add(listener);
      unwatched = Promise.withResolvers();
      return {
        close() {
          listeners.delete(listener);
          if (listeners.size === 0) unwatched.resolve();
        },
      };
    }),
  });
  return {
    store,
    calls,
    change: () => {
      for (const listener of [...listeners]) {
        heard++;
        listener();
      }
    },
    /** How often somebody listened when it changed. */
    heard: () => heard,
    unwatched: () => unwatched.promise,
  };
}

describe("two hundred clients", () => {
  test("cost one watch while nothing happens, and one look at the store when something does", async () => {
    const { store, calls, change, unwatched } = countingStore();
    await served(
      async (get) => {
        const open = async (query = "") => new SseClient(await get(`${PATH}${query}`, { headers: signedIn }));
        const first = await open();
        await first.until("runners");
        const clients = await Promise.all(Array.from({ length: 199 }, () => open()));
        for (const client of clients) await client.until("runners");
        expect(calls).toEqual({ watch: 1, status: 1, runners: 1 });

        change();
        for (const client of [first, ...clients]) await client.until("jobs");
        // Another watch, since nobody waits for what is known to have changed until that is read.
        expect(calls).toEqual({ watch: 2, status: 2, runners: 2 });

        for (const client of [first, ...clients]) await client.close();
        await unwatched();
      },
      { store },
    );
  });

  test("are told twice a second at most, and the store is not listened to in between", async () => {
    const { store, calls, change, heard } = countingStore();
    await served(
      async (get) => {
        const client = new SseClient(await get(PATH, { headers: signedIn }));
        await client.until("runners");

        for (let commit = 0; commit < 100; commit++) change();
        expect(heard()).toBe(1);
        await client.until("jobs");
        expect(calls).toEqual({ watch: 2, status: 2, runners: 2 });
        // It listens again: nothing that comes after the look is missed.
        change();
        await client.until("jobs");
        expect(calls["status"]).toBe(3);
        await client.close();
      },
      { store },
    );
  });

  test("who follow the same job share what is read of it", async () => {
    const { store, calls, change } = countingStore();
    await served(
      async (get) => {
        const open = async () => new SseClient(await get(`${PATH}?job=job1`, { headers: signedIn }));
        const clients = await Promise.all(Array.from({ length: 200 }, open));
        for (const client of clients) await client.until("job");
        const before = calls.job ?? 0;
        change();
        for (const client of clients) await client.until("jobs");
        expect(calls.job).toBe(before + 1);
        for (const client of clients) await client.close();
      },
      { store },
    );
  });
});

describe("a client", () => {
  test("that leaves is forgotten, and the last one leaves nothing behind", async () => {
    const { store, calls, unwatched } = countingStore();
    await served(
      async (get) => {
        for (const round of [1, 2]) {
          const client = new SseClient(await get(PATH, { headers: signedIn }));
          await client.until("runners");
          await client.close();
          await unwatched();
          expect(calls.watch).toBe(round);
        }
      },
      { store },
    );
  });

  test("that asks for the headers alone opens nothing", async () => {
    const { store, calls } = countingStore();
    await served(
      async (get) => {
        const answer = await get(PATH, { method: "HEAD", headers: signedIn });
        expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/event-stream; charset=utf-8"]);
        expect(calls).toEqual({});
      },
      { store },
    );
  });

  test("hears of a change although one look at the store failed", async () => {
    const { store, change } = countingStore();
    let broken = false;
    const { status } = store;
    const shaky = {
      ...store,
      status: async (now: number) => {
        if (!broken) return status(now);
        broken = false;
        throw new Error("locked");
      },
    };
    await served(
      async (get) => {
        const client = new SseClient(await get(PATH, { headers: signedIn }));
        await client.until("runners");
        broken = true;
        change();
        await client.until("jobs");
        expect(broken).toBe(false);
        await client.close();
      },
      { store: shaky },
    );
  });

  test("is refused where there are too many already", async () => {
    const { store } = countingStore();
    await served(
      async (get, { url }) => {
        const { port } = new URL(url);
        const request = `GET ${PATH} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nAuthorization: ${signedIn.authorization}\r\n\r\n`;
        const sockets = Array.from({ length: MAX_CLIENTS }, () => {
          const socket = connect(Number(port), "127.0.0.1");
          socket.on("error", () => {});
          socket.write(request);
          return socket;
        });
        await Promise.all(
          sockets.map((socket) => new Promise<void>((resolve) => socket.once("data", () => resolve()))),
        );
        const refused = await get(PATH, { headers: signedIn });
        expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "1"]);
        for (const socket of sockets) socket.destroy();
      },
      { store },
    );
  });

  test("that does not read is dropped before much is waiting for it", async () => {
    const client = new Client();
    const server = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      development: false,
      fetch: () => new Response(client.stream, { headers: { "content-type": "text/event-stream" } }),
    });
    const socket = connect(server.port as number, "127.0.0.1");
    const gone = new Promise<void>((resolve) => socket.once("close", () => resolve()));
    const begun = new Promise<void>((resolve) => socket.once("readable", () => resolve()));
    socket.on("error", () => {});
    socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    const news = new Uint8Array(16_384).fill(0x20);
    client.send(news);
    await begun;
    // Nobody reads from now on: the kernel takes some megabytes, then it stops.
    let sent = 0;
    while (client.open && sent < 256 * 1_048_576) {
      client.send(news);
      sent += news.length;
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(client.open).toBe(false);
    expect(sent).toBeLessThan(64 * 1_048_576);
    await client.ended;
    client.send(news);

    // Reading at last, it finds that the stream was cut off.
    socket.resume();
    await gone;
    await server.stop(true);
  });

  test("that is slow gets what can wait when there is room", async () => {
    const client = new Client();
    const reader = client.stream.getReader();
    const half = new Uint8Array(140_000);
    client.send(half);
    let waited = false;
    const room = client.room().then(() => {
      waited = true;
    });
    await Promise.resolve();
    expect(waited).toBe(false);
    await reader.read();
    await room;
    expect([waited, client.open]).toEqual([true, true]);
    client.close();
    await client.room();
  });
});

test("a silent stream still says every 15 s that it lives: to proxies, and to pages", async () => {
  const { store } = countingStore();
  jest.useFakeTimers();
  try {
    const client = new EventHub(store, () => 0).subscribe({ job: null, from: null });
    const reader = client.stream.getReader();
    const next = async () => new TextDecoder().decode((await reader.read()).value);
    expect(await next()).toBe("retry: 2000\n\n");
    jest.advanceTimersByTime(15_000);
    let heard = "";
    while (!heard.includes("ping")) heard += await next();
    expect(heard).toEndWith(':\n\nevent: ping\ndata: {"at":"1970-01-01T00:00:00.000Z"}\n\n');
    client.close();
  } finally {
    jest.useRealTimers();
  }
});
