import { OpenAPIHono, type z } from "@hono/zod-openapi";
import type { JobStore, QueueSelection } from "@queuectl/core";
import type { BodyLimits } from "../answers/body.ts";
import { problem } from "../answers/problem.ts";
import type { ApiEnv } from "../guard/calling.ts";
import type { Sessions } from "../guard/sessions.ts";

/** What is asked of whoever can start a runner. */
export interface RunnerRequest extends QueueSelection {
  readonly workers: number;
}

/** Starts a runner that outlives this process; resolves when it is ready, rejects with its own reason. */
export type StartRunner = (request: RunnerRequest) => Promise<{ readonly runner: string; readonly pid: number }>;

/** What the routes work with. */
export interface ApiContext {
  readonly store: JobStore;
  readonly sessions: Sessions;
  readonly readOnly: boolean;
  readonly version: string;
  /** `null` where nobody can. */
  readonly startRunner: StartRunner | null;
  readonly body: BodyLimits;
  readonly now: () => number;
}

/** An app for the routes of one resource; what does not fit their schemas is refused with the place where it does not. */
export function resource() {
  return new OpenAPIHono<ApiEnv>({
    defaultHook(result, c) {
      // A body without a type is not looked at: it would pass for an empty object, and be all defaults.
      if (result.target === "json" && c.req.header("content-type") === undefined) {
        return problem(
          c,
          "invalid-input",
          "the body is missing",
          "send content-type: application/json, and {} at least",
        );
      }
      if (result.success) return;
      return problem(c, "invalid-input", explain(result.error.issues), "see GET /api/v1/openapi.json");
    },
  });
}

/** A JSON answer, as a route declares it. */
export function json<T>(schema: T, description: string) {
  return { description, content: { "application/json": { schema } } };
}

/** A JSON body, as a route declares it. */
export function jsonBody<T>(schema: T) {
  return { body: { required: true, content: { "application/json": { schema } } } };
}

type Issue = z.core.$ZodIssue;

/** The first thing that is wrong, in one line that begins with its place. */
function explain(issues: readonly Issue[], within: readonly PropertyKey[] = []): string {
  const [issue] = issues;
  if (issue === undefined) return "it does not fit";
  const path = [...within, ...issue.path];
  // Of several forms that it could have, the one that it is closest to.
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    return explain(issue.errors.toSorted((a, b) => a.length - b.length)[0] as Issue[], path);
  }
  return path.length > 0 ? `${path.join(".")}: ${issue.message}` : issue.message;
}
