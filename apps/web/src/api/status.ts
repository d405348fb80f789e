import { createRoute } from "@hono/zod-openapi";
import { readStatusJson } from "@queuectl/core";
import { type ApiContext, json, resource } from "./context.ts";
import { Status } from "./schemas/schemas.ts";

const get = createRoute({
  method: "get",
  path: "/status",
  operationId: "getStatus",
  summary: "How it is, at one look",
  responses: { 200: json(Status, "what status --json prints") },
});

export function statusRoutes({ store, now }: ApiContext) {
  return resource().openapi(get, async (c) => c.json(await readStatusJson(store, now()), 200));
}
