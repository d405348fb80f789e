import { type ErrorCode, QueuectlError } from "@queuectl/core";
import type { Context, ErrorHandler } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** Everything that a request can be refused for: the domain's own codes, and those of HTTP. */
type ProblemCode = ErrorCode | "host-not-allowed" | "unauthorized" | "method-not-allowed" | "internal";

interface ProblemType {
  readonly status: ContentfulStatusCode;
  readonly title: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const PROBLEMS: Record<ProblemCode, ProblemType> = {
  "invalid-input": { status: 400, title: "The request makes no sense as it stands" },
  unauthorized: { status: 401, title: "The token is missing or wrong", headers: { "www-authenticate": "Bearer" } },
  "host-not-allowed": { status: 403, title: "This Host is not served here" },
  "not-found": { status: 404, title: "There is no such thing" },
  "method-not-allowed": { status: 405, title: "Only GET is answered here", headers: { allow: "GET, HEAD" } },
  "job-exists": { status: 409, title: "A job with this id exists already" },
  "job-conflict": { status: 409, title: "The state of the job forbids it" },
  "key-reused": { status: 422, title: "The Idempotency-Key came with another request before" },
  failed: { status: 500, title: "It failed" },
  internal: { status: 500, title: "Something went wrong inside" },
  "store-busy": { status: 503, title: "The store is busy", headers: { "retry-after": "1" } },
  "store-unavailable": { status: 503, title: "The store cannot be used now" },
  "store-refused": { status: 503, title: "The store must not be used as it is" },
};

/** Answers with RFC 9457 problem JSON. */
export function problem(c: Context, code: ProblemCode, detail?: string, fix?: string | null): Response {
  const { status, title, headers } = PROBLEMS[code];
  const body = { type: `urn:queuectl:problem:${code}`, title, status, ...(detail && { detail }), ...(fix && { fix }) };
  return c.body(JSON.stringify(body), status, { ...headers, "content-type": "application/problem+json" });
}

/** What the app answers when something throws: the line that was made for users, and of anything else nothing. */
export const errorProblem: ErrorHandler = (error, c) =>
  error instanceof QueuectlError ? problem(c, error.code, error.message, error.fix) : problem(c, "internal");
