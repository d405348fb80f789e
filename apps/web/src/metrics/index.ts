import type { Context } from "hono";
import { problem } from "../answers/problem.ts";
import { isLoopback } from "../guard/bind-address.ts";
import type { AppEnv } from "../guard/calling.ts";
import { measure, type Sources } from "./measure.ts";

export type { Sources } from "./measure.ts";

/** What a proxy says of whom it asks for; one that says nothing else still has a name of its own. */
const FORWARDED = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"];

/**
 * `GET /metrics`: numbers and the names of queues. They are open to this machine and to nobody else without the token; a
 * request that came through a proxy is from elsewhere. Writing the page takes a library that is loaded with the first scrape.
 */
export function metrics(sources: Sources, isTrusted: (c: Context<AppEnv>) => boolean) {
  return async (c: Context<AppEnv>): Promise<Response> => {
    if (!isLocal(c) && !isTrusted(c)) return problem(c, "unauthorized");
    const [{ metricsPage }, measured] = await Promise.all([import("./page.ts"), measure(sources)]);
    const { contentType, text } = await metricsPage(measured);
    return c.body(text, 200, { "content-type": contentType });
  };
}

function isLocal(c: Context<AppEnv>): boolean {
  const proxied = FORWARDED.some((name) => c.req.header(name) !== undefined);
  return c.env?.loopback === true && !proxied && isLoopback(hostname(c.req.header("host") ?? ""));
}

/** A `Host` without its port, and an address without brackets. */
function hostname(host: string): string {
  return host.replace(/:\d*$/, "").replace(/^\[(.*)\]$/, "$1");
}
