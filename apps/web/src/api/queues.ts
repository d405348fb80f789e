import { createRoute, z } from "@hono/zod-openapi";
import { type ApiContext, json, resource } from "./context.ts";
import { Name, Queue } from "./schemas.ts";

const NamePath = z.object({ name: Name });

const list = createRoute({
  method: "get",
  path: "/queues",
  operationId: "listQueues",
  summary: "Every queue that ever had a job",
  responses: { 200: json(z.object({ queues: z.array(Queue) }), "their jobs by state, and whether they are paused") },
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
    .openapi(list, async (c) => c.json({ queues: [...(await store.status(now())).queues] }, 200))
    .openapi(pause, async (c) => c.json(await store.setPaused(c.req.valid("param").name, true, now()), 200))
    .openapi(resume, async (c) => c.json(await store.setPaused(c.req.valid("param").name, false, now()), 200));
}
