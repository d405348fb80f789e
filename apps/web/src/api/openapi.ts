import type { OpenAPIHono } from "@hono/zod-openapi";
import type { ApiEnv } from "../calling.ts";
import { JobInput, Problem } from "./schemas.ts";

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
