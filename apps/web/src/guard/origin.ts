import type { Context } from "hono";

/**
 * The origin of our own pages, as a browser writes it in `Origin` (RFC 6454): the scheme counts, too. The server speaks no TLS,
 * so a browser that came by TLS came through a proxy, which says so in `X-Forwarded-Proto`. That header is believed from
 * whomever: a page of another origin cannot send it without a leave that nobody is ever given, and to all others it opens nothing.
 * Call it for an allowed Host.
 */
export function ownOrigin(c: Context): string {
  return new URL(`${isBehindTls(c) ? "https" : "http"}://${c.req.header("host")}`).origin;
}

/** Whether a proxy speaks TLS for the server; of several in a row the first is the one that the browser spoke to. */
export function isBehindTls(c: Context): boolean {
  return c.req.header("x-forwarded-proto")?.split(",", 1)[0]?.trim().toLowerCase() === "https";
}
