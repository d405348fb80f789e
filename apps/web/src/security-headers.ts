import type { MiddlewareHandler } from "hono";

const HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

/** On every answer, refusals included. There is no CORS header, on purpose: no other origin has business here. */
export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  for (const name in HEADERS) c.res.headers.set(name, HEADERS[name] as string);
};
