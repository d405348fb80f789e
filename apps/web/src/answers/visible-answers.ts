import { visibleJson } from "@queuectl/core";
import type { Context, Next } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/**
 * Answers are looked at in terminals, too: whatever `c.json` answers is JSON in which characters that are not seen are escaped. Clients
 * read the same values.
 */
export function visibleAnswers(c: Context, next: Next): Promise<void> {
  const answer = (value: unknown, status?: ContentfulStatusCode, headers: Record<string, string> = {}) =>
    c.body(visibleJson(value), status, { "content-type": "application/json", ...headers });
  c.json = answer as unknown as typeof c.json;
  return next();
}
