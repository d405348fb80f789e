import { createRoute, z } from "@hono/zod-openapi";
import { SHOWN_QUEUES } from "@queuectl/core";
import { type ApiContext, json, resource } from "./context.ts";
import { MAX_PAGE, whole } from "./schemas/parameters.ts";
import { Name, Queue } from "./schemas/schemas.ts";

const NamePath = z.object({ name: Name });

const list = createRoute({
  method: "get",
  path: "/queues",
  operationId: "listQueues",
  summary: "A page of the queues that have jobs, or are paused, by name",
  request: {
    query: z.strictObject({
      after: Name.optional().openapi({ description: "`next` of the page before" }),
      limit: whole({ max: MAX_PAGE, otherwise: SHOWN_QUEUES }, "how many queues a page holds"),
    }),
  },
  responses: {
    200: json(
      z.object({ queues: z.array(Queue), next: Name.nullable() }),
      "their jobs by state, and whether they are paused",
    ),
  },
});

const pause = createRoute({
  method: "post",
  path: "/queues/{name}/pause",
  operationId: "pauseQueue",
  summary: "Give none of its jobs to runners",
  request: { params: NamePath },
  responses: { 200: json(Queue, "it is paused") },
});

const resume = createRoute({
  method: "post",
  path: "/queues/{name}/resume",
  operationId: "resumeQueue",
  summary: "Give its jobs to runners again",
  request: { params: NamePath },
  responses: { 200: json(Queue, "it is not paused any more") },
});

/** The lanes of jobs. */
export function queueRoutes({ store, now }: ApiContext) {
  return resource()
    .openapi(list, async (c) => {
      const { after, limit } = c.req.valid("query");
      const found = await store.queues({ after, limit: limit + 1 });
      const queues = found.slice(0, limit);
      return c.json({ queues, next: found.length > limit ? (queues.at(-1)?.name ?? null) : null }, 200);
    })
    .openapi(pause, async (c) => c.json(await store.setPaused(c.req.valid("param").name, true, now()), 200))
    .openapi(resume, async (c) => c.json(await store.setPaused(c.req.valid("param").name, false, now()), 200));
}
