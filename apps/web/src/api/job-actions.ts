import { createRoute, z } from "@hono/zod-openapi";
import { deleteByForce, JOB_ACTIONS, jobJson, RETRYABLE_STATES } from "@queuectl/core";
import { type ApiContext, json, jsonBody, resource } from "./context.ts";
import { Flag, IdPath } from "./schemas/parameters.ts";
import { Job, Name, State } from "./schemas/schemas.ts";

const cancel = createRoute({
  method: "post",
  path: "/jobs/{id}/cancel",
  operationId: "cancelJob",
  summary: "Cancel a job, or ask for the end of one that executes",
  request: { params: IdPath },
  responses: { 200: json(Job, "it is cancelled"), 202: json(Job, "its process is being ended") },
});

const retry = createRoute({
  method: "post",
  path: "/jobs/{id}/retry",
  operationId: "retryJob",
  summary: "Make a finished or failed job pending again",
  request: { params: IdPath },
  responses: { 200: json(Job, "it is pending, with its whole budget of retries") },
});

const remove = createRoute({
  method: "delete",
  path: "/jobs/{id}",
  operationId: "deleteJob",
  summary: "Delete a job with its attempts and its output",
  request: {
    params: IdPath,
    query: z.strictObject({ force: Flag.openapi({ description: "cancel it first, and wait until it has ended" }) }),
  },
  responses: { 200: json(z.object({ id: Name, deleted: z.literal(true) }), "it is gone") },
});

const bulk = createRoute({
  method: "post",
  path: "/jobs/bulk",
  operationId: "changeJobs",
  summary: "Cancel, retry or delete all jobs that match and whose state allows it",
  request: jsonBody(
    z
      .strictObject({
        action: z.enum(JOB_ACTIONS),
        filter: z.strictObject({ states: z.array(State).optional(), queue: Name.optional() }),
        dry_run: z.boolean().default(false).openapi({ description: "count them, and change nothing" }),
      })
      .openapi("BulkRequest"),
  ),
  responses: {
    200: json(z.object({ action: z.enum(JOB_ACTIONS), jobs: z.int(), dry_run: z.boolean() }), "how many there were"),
  },
});

/** What operators do to jobs. */
export function jobActionRoutes({ store, now }: ApiContext) {
  return resource()
    .openapi(bulk, async (c) => {
      const { action, filter, dry_run: dryRun } = c.req.valid("json");
      const jobs = await store.bulk({ action, ...filter, dryRun }, now());
      c.env.call.what = dryRun ? `counted ${jobs} jobs` : `${action}: ${jobs} jobs`;
      return c.json({ action, jobs, dry_run: dryRun }, 200);
    })
    .openapi(cancel, async (c) => {
      const job = await store.cancel(c.req.valid("param").id, now());
      return c.json(jobJson(job), job.state === "processing" ? 202 : 200);
    })
    .openapi(retry, async (c) => {
      return c.json(jobJson(await store.retry(c.req.valid("param").id, RETRYABLE_STATES, now())), 200);
    })
    .openapi(remove, async (c) => {
      const { id } = c.req.valid("param");
      if (c.req.valid("query").force) await deleteByForce(id, store, now);
      else await store.delete(id, now());
      return c.json({ id, deleted: true as const }, 200);
    });
}
