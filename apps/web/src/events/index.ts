import type { JobStore } from "@queuectl/core";
import type { Context } from "hono";
import { UNKNOWN_LENGTH } from "../answers/head-length.ts";
import { LAST_WORDS_SECONDS } from "../answers/idle-time.ts";
import { problem } from "../answers/problem.ts";
import type { ServedAt } from "../guard/allowed-hosts.ts";
import { EventHub } from "./hub.ts";
import { parsePlace } from "./place.ts";

export type { EventsJson } from "./event-json.ts";

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  // nginx would wait for more.
  "x-accel-buffering": "no",
};

/** `GET /api/v1/events`: `job` is one to follow closely, `lastEventId` what a client sends that comes back. */
export function eventStream(store: JobStore, now: () => number) {
  const hub = new EventHub(store, now);
  return <E extends { Bindings: ServedAt }>(c: Context<E>, job: string | null, lastEventId?: string): Response => {
    // Who only asks for headers would leave a stream open for ever.
    if (c.req.method === "HEAD") return c.body(null, 200, { ...HEADERS, ...UNKNOWN_LENGTH });
    if (hub.full) return problem(c, "store-busy", "too many event streams are open");
    const client = hub.subscribe({ job, from: parsePlace(lastEventId) });
    const { closing, idleTimeout } = c.env;
    idleTimeout?.(c.req.raw, 0);
    const close = () => client.close();
    closing?.addEventListener("abort", close, { once: true });
    void client.ended.then(() => {
      closing?.removeEventListener("abort", close);
      idleTimeout?.(c.req.raw, LAST_WORDS_SECONDS);
    });
    if (closing?.aborted) close();
    return c.body(client.stream, 200, HEADERS);
  };
}
