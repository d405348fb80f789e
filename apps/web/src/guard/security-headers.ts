import type { MiddlewareHandler } from "hono";

const HEADERS: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
};

/** For whatever says nothing else: only the dashboard's page needs more, and only its files may be kept. */
const DEFAULTS: Readonly<Record<string, string>> = {
  "content-security-policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "cache-control": "no-store",
};

/** On every answer, refusals included. There is no CORS header, on purpose: no other origin has business here. */
export const securityHeaders: MiddlewareHandler = async (c, next) => {
  await next();
  const { headers } = c.res;
  for (const name in HEADERS) headers.set(name, HEADERS[name] as string);
  for (const name in DEFAULTS) if (!headers.has(name)) headers.set(name, DEFAULTS[name] as string);
};
