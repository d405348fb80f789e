import type { MiddlewareHandler } from "hono";

/** What a HEAD says of a body whose length nobody knows before it was sent: that of a stream. */
export const UNKNOWN_LENGTH = { "transfer-encoding": "chunked" } as const;

/**
 * A HEAD is told how long the answer to a GET would be, or nothing of it (RFC 9110, 8.6); without this it would be told 0. It
 * goes on each app: what an app within another answers has lost its body when it comes out.
 */
export const headLength: MiddlewareHandler = async (c, next) => {
  await next();
  const { headers, body } = c.res;
  if (c.req.method !== "HEAD" || body === null || headers.has("transfer-encoding")) return;
  headers.set("content-length", String((await c.res.arrayBuffer()).byteLength));
};
