import type { MiddlewareHandler } from "hono";
import { isJson, isLines } from "../answers/content-type.ts";
import { IDLE_SECONDS } from "../answers/idle-time.ts";
import { PROBLEMS, problem, READING } from "../answers/problem.ts";
import type { Who } from "./caller.ts";
import type { AppEnv } from "./calling.ts";
import { ownOrigin } from "./origin.ts";

/** What somebody changed over HTTP, or was refused to change. */
export interface Change {
  readonly who: Who;
  readonly method: string;
  /** As it was asked for: escaped, and without its query. */
  readonly path: string;
  readonly status: number;
  /** In a few words, such as `enqueued job1`; `null` where the path says it all. */
  readonly what: string | null;
}

/** Who may look, and until when: the store knows nothing of it, so it goes on where nothing is changed. */
const SIGNING = new Set(["/api/v1/sign-in-links", "/api/v1/sign-out"]);

/**
 * The law for whatever may change something: never on a server that only shows, never for a page of another origin,
 * whatever it brings along; a browser says where it comes from, and sends JSON, as no form can. Each is reported.
 */
export function guardChanges(readOnly: boolean, report: (change: Change) => void): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const { method } = c.req;
    if (READING.includes(method)) return next();
    if (readOnly && !SIGNING.has(c.req.path)) return problem(c, "read-only");
    const origin = c.req.header("origin");
    const { call } = c.var;
    // The Host is one of ours by now, and a browser cannot be made to lie about either.
    if (origin === undefined ? call.who === "session" : origin !== ownOrigin(c))
      return problem(c, "origin-not-allowed", undefined, fixForScheme(origin, ownOrigin(c)));
    const type = c.req.header("content-type");
    // A method that no form knows may come without a body, and so without its type.
    const required = call.who === "session" && method === "POST";
    if ((required || type !== undefined) && !isJson(type) && !isLines(type)) {
      return problem(c, "unsupported-media-type", undefined, "send content-type: application/json");
    }
    // A million jobs are changed some hundred at a time; a body that does not arrive is given up elsewhere.
    c.env.idleTimeout?.(c.req.raw, 0);
    await next();
    c.env.idleTimeout?.(c.req.raw, IDLE_SECONDS);
    // Who left in the midst of a request changed nothing, and is nobody's concern.
    if (c.res.status === PROBLEMS["cut-off"].status && c.req.raw.signal.aborted) return;
    report({ ...call, method, path: new URL(c.req.url).pathname, status: c.res.status });
  };
}

/** A proxy that keeps its TLS to itself is the one good reason for an origin that differs by nothing but its scheme. */
function fixForScheme(origin: string | undefined, own: string): string | undefined {
  if (origin !== own.replace("http:", "https:")) return undefined;
  return "the proxy that speaks TLS has to say so: X-Forwarded-Proto: https";
}
