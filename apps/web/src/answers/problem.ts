import { type ErrorCode, QueuectlError, visibleJson } from "@queuectl/core";
import type { Context, ErrorHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** What HTTP itself refuses a request for. */
export type RequestCode =
  | "unauthorized"
  | "host-not-allowed"
  | "origin-not-allowed"
  | "read-only"
  | "not-over-http"
  | "method-not-allowed"
  | "too-slow"
  | "cut-off"
  | "too-large"
  | "unsupported-media-type"
  | "range-not-satisfiable"
  | "not-available"
  | "internal";

/** Everything that a request can be refused for: the domain's own codes, and those of HTTP. */
export type ProblemCode = ErrorCode | RequestCode;

interface ProblemType {
  readonly status: ContentfulStatusCode;
  readonly title: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const PROBLEMS: Readonly<Record<ProblemCode, ProblemType>> = {
  "invalid-input": { status: 400, title: "The request makes no sense as it stands" },
  unauthorized: { status: 401, title: "The token is missing or wrong", headers: { "www-authenticate": "Bearer" } },
  "host-not-allowed": { status: 403, title: "This Host is not served here" },
  "origin-not-allowed": { status: 403, title: "Pages of another origin may change nothing here" },
  "read-only": { status: 403, title: "This server changes nothing" },
  "not-over-http": { status: 403, title: "This is not for HTTP" },
  "not-found": { status: 404, title: "There is no such thing" },
  "method-not-allowed": { status: 405, title: "This method is not answered here" },
  "too-slow": { status: 408, title: "The request took too long to arrive", headers: { connection: "close" } },
  "cut-off": { status: 400, title: "The request ended before its body did" },
  "job-exists": { status: 409, title: "A job with this id exists already" },
  conflict: { status: 409, title: "What is there forbids it" },
  "job-conflict": { status: 409, title: "The state of the job forbids it" },
  "too-large": { status: 413, title: "The request is too large", headers: { connection: "close" } },
  "unsupported-media-type": { status: 415, title: "This content type is not read here" },
  "range-not-satisfiable": { status: 416, title: "There is nothing in this range" },
  "key-reused": { status: 422, title: "The Idempotency-Key came with another request before" },
  failed: { status: 500, title: "It failed" },
  internal: { status: 500, title: "Something went wrong inside" },
  "not-available": { status: 501, title: "This server cannot do that" },
  "store-busy": { status: 503, title: "The store is busy", headers: { "retry-after": "1" } },
  "store-unavailable": { status: 503, title: "The store cannot be used now" },
  "store-refused": { status: 503, title: "The store must not be used as it is" },
};

/** Thrown where a request is refused for what HTTP is about; the domain's refusals are `QueuectlError`s. */
export class RequestRefused extends Error {
  constructor(
    readonly code: RequestCode,
    readonly detail?: string,
    readonly fix?: string | null,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail ?? code);
  }
}

/** A refusal as RFC 9457 says it. */
export function problemJson(code: ProblemCode, detail?: string, fix?: string | null) {
  const { status, title } = PROBLEMS[code];
  return { type: `urn:queuectl:problem:${code}`, title, status, ...(detail && { detail }), ...(fix && { fix }) };
}

/** Answers with problem JSON. */
export function problem(c: Context, code: ProblemCode, detail?: string, fix?: string | null, more = {}): Response {
  const { status, headers } = PROBLEMS[code];
  const body = visibleJson(problemJson(code, detail, fix));
  return c.body(body, status, { ...headers, ...more, "content-type": "application/problem+json" });
}

/** The methods of what is only looked at. */
export const READING: readonly string[] = ["GET", "HEAD"];

/** Answers a method that a path does not know. */
export function methodNotAllowed(c: Context, allowed: readonly string[]): Response {
  return problem(c, "method-not-allowed", undefined, null, { allow: allowed.join(", ") });
}

/** What the app answers when something throws: the line that was made for users, and of anything else nothing. */
export const errorProblem: ErrorHandler = (error, c) => {
  if (error instanceof QueuectlError) return problem(c, error.code, error.message, error.fix);
  if (error instanceof RequestRefused) return problem(c, error.code, error.detail, error.fix, error.headers);
  if (error instanceof HTTPException && error.status === 400) return problem(c, "invalid-input", error.message);
  if (error instanceof HTTPException && error.status === 415) {
    return problem(c, "unsupported-media-type", undefined, "send content-type: application/json");
  }
  return problem(c, "internal");
};
