import { createRoute, z } from "@hono/zod-openapi";
import { eventStream } from "../events/index.ts";
import { type ApiContext, resource } from "./context.ts";
import { Name } from "./schemas/schemas.ts";

const listen = createRoute({
  method: "get",
  path: "/events",
  operationId: "streamEvents",
  summary: "What changes, as it changes",
  request: {
    query: z.strictObject({ job: Name.optional().openapi({ description: "a job to follow closely" }) }),
    headers: z.object({
      "last-event-id": z.string().optional().openapi({ description: "where a client was that comes back" }),
    }),
  },
  responses: {
    200: {
      description: "server-sent events: `jobs`, `queues`, `runners`, `job`, `output` and `ping`, each with JSON",
      content: { "text/event-stream": { schema: z.string() } },
    },
  },
});

/** What is going on. */
export function eventRoutes({ store, now }: ApiContext) {
  const stream = eventStream(store, now);
  return resource().openapi(listen, (c) => {
    const { job = null } = c.req.valid("query");
    return stream(c, job, c.req.valid("header")["last-event-id"]);
  });
}
