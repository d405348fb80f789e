/** The API: loaded with its first request, since it brings the schemas and what turns them into a document. */
import { OpenAPIHono } from "@hono/zod-openapi";
import { parseText } from "@queuectl/core";
import type { MiddlewareHandler } from "hono";
import { readText } from "../answers/body.ts";
import { isJson, isLines } from "../answers/content-type.ts";
import { headLength } from "../answers/head-length.ts";
import { errorProblem, methodNotAllowed, problem } from "../answers/problem.ts";
import { visibleAnswers } from "../answers/visible-answers.ts";
import type { ApiEnv } from "../guard/calling.ts";
import { configRoutes } from "./config.ts";
import type { ApiContext } from "./context.ts";
import { dlqRoutes } from "./dlq.ts";
import { enqueueRoutes } from "./enqueue.ts";
import { eventRoutes } from "./events.ts";
import { historyRoutes } from "./history.ts";
import { jobActionRoutes } from "./job-actions.ts";
import { jobRoutes } from "./jobs.ts";
import { outputRoutes } from "./output.ts";
import { queueRoutes } from "./queues.ts";
import { runnerRoutes } from "./runners.ts";
import { openApi } from "./schemas/openapi.ts";
import { sessionRoutes } from "./session.ts";
import { statusRoutes } from "./status.ts";

function routes(context: ApiContext) {
  return new OpenAPIHono<ApiEnv>()
    .route("/", jobRoutes(context))
    .route("/", enqueueRoutes(context))
    .route("/", jobActionRoutes(context))
    .route("/", outputRoutes(context))
    .route("/", dlqRoutes(context))
    .route("/", configRoutes(context))
    .route("/", runnerRoutes(context))
    .route("/", queueRoutes(context))
    .route("/", statusRoutes(context))
    .route("/", historyRoutes(context))
    .route("/", eventRoutes(context))
    .route("/", sessionRoutes(context));
}

export function createApi(context: ApiContext): OpenAPIHono<ApiEnv> {
  const api = routes(context);
  const outer = new OpenAPIHono<ApiEnv>();
  outer.onError(errorProblem);
  outer.use(headLength);
  outer.use(visibleAnswers);
  outer.use(wholeBody(context));
  outer.route("/api/v1", api);
  let document: object | null = null;
  outer.get("/api/v1/openapi.json", (c) => {
    document ??= openApi(api);
    return c.json(document);
  });
  for (const [path, methods] of methodsByPath(outer)) outer.all(path, (c) => methodNotAllowed(c, methods));
  outer.notFound((c) => problem(c, "not-found"));
  return outer;
}

/** Reads a body before anybody asks for it, but for NDJSON: so that its limits hold wherever it is read. */
function wholeBody({ body }: ApiContext): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    const type = c.req.header("content-type");
    if (c.req.method !== "GET" && c.req.raw.body !== null && !isLines(type)) {
      const text = await readText(c.req.raw, body);
      if (text !== "" && !isJson(type)) {
        return problem(c, "unsupported-media-type", undefined, "send content-type: application/json");
      }
      if (text !== "") parseText(text);
      c.req.raw = new Request(c.req.raw.url, { method: c.req.method, headers: c.req.raw.headers, body: text });
    }
    return next();
  };
}

function methodsByPath(app: OpenAPIHono<ApiEnv>): Map<string, readonly string[]> {
  // A route is listed once for each of its handlers.
  const routes = Map.groupBy(
    app.routes.filter(({ method }) => method !== "ALL"),
    ({ path }) => path,
  );
  return new Map(
    routes.entries().map(([path, all]) => {
      const methods = all.flatMap(({ method }) => (method === "GET" ? ["GET", "HEAD"] : [method]));
      return [path, [...new Set(methods)]];
    }),
  );
}
