import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { ApiEnv } from "../calling.ts";
import type { HistoryJson } from "../history/index.ts";
import { json } from "./context.ts";
import { JobInput, Name, Problem } from "./schemas.ts";

const PROBLEM = {
  description: "a refusal, as RFC 9457 says it",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};

const DESCRIPTION =
  "queuectl over HTTP. Programs send the token as a bearer; a browser's session may change things from its own origin alone.";

/** The document that the schemas make. */
export function openApi(api: OpenAPIHono<ApiEnv>): object {
  api.openAPIRegistry.register("JobInput", JobInput);
  api.openAPIRegistry.register("Problem", Problem);
  documentNeighbours(api);
  const document = api.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "queuectl", version: "1", description: DESCRIPTION },
    servers: [{ url: "/api/v1" }],
    security: [{ token: [] }],
  });
  document.components = {
    ...document.components,
    securitySchemes: { token: { type: "http", scheme: "bearer" } },
    responses: { Problem: PROBLEM },
  };
  for (const path of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(path)) {
      if (typeof operation === "object" && "responses" in operation) {
        operation.responses["default"] = { $ref: "#/components/responses/Problem" };
      }
    }
  }
  return document;
}

/** What is served beside the API's own routes. */
function documentNeighbours({ openAPIRegistry }: OpenAPIHono<ApiEnv>): void {
  openAPIRegistry.registerPath({
    method: "get",
    path: "/history",
    summary: "What happened, step by step, for the last day at most",
    request: {
      query: z.object({ minutes: z.int().min(1).max(1_440).optional(), step: z.int().min(1).max(60).optional() }),
    },
    responses: { 200: json(z.custom<HistoryJson>().openapi({ type: "object" }), "a point for every step") },
  });
  openAPIRegistry.registerPath({
    method: "get",
    path: "/events",
    summary: "What changes, as it changes",
    request: {
      query: z.object({ job: Name.optional() }),
      headers: z.object({ "last-event-id": z.string().optional() }),
    },
    responses: {
      200: { description: "server-sent events", content: { "text/event-stream": { schema: z.string() } } },
    },
  });
}
