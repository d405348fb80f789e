import { createRoute, z } from "@hono/zod-openapi";
import { durationOf, parseDuration, QueuectlError } from "@queuectl/core";
import { problemJson } from "../answers/problem.ts";
import { type ApiContext, json, jsonBody, resource } from "./context.ts";
import { pageJson } from "./schemas/pages.ts";
import { MAX_PAGE, Page } from "./schemas/parameters.ts";
import { Duration, JobPage, Name, Problem } from "./schemas/schemas.ts";

const list = createRoute({
  method: "get",
  path: "/dlq",
  operationId: "listDeadJobs",
  summary: "A page of dead jobs",
  request: { query: z.strictObject({ queue: Name.optional(), ...Page }) },
  responses: { 200: json(JobPage, "a page") },
});

const retry = createRoute({
  method: "post",
  path: "/dlq/retry",
  operationId: "retryDeadJobs",
  summary: "Make dead jobs pending again: some, those of one queue, or all",
  request: jsonBody(
    z
      .union([
        z.strictObject({ ids: z.array(Name).min(1).max(MAX_PAGE) }),
        z.strictObject({ queue: Name }),
        z.strictObject({ all: z.literal(true) }),
      ])
      .openapi("DeadToRetry"),
  ),
  responses: {
    200: json(
      z.object({ retried: z.int(), refused: z.array(Problem.extend({ id: Name })) }),
      "how many are pending again, and each named one that is not, with the reason",
    ),
  },
});

const purge = createRoute({
  method: "post",
  path: "/dlq/purge",
  operationId: "purgeDeadJobs",
  summary: "Delete dead jobs: all, those of one queue, or the old ones",
  request: jsonBody(
    z.strictObject({
      queue: Name.optional(),
      older_than: Duration.default(0).openapi({ description: "only those that died longer ago" }),
      dry_run: z.boolean().default(false),
    }),
  ),
  responses: { 200: json(z.object({ deleted: z.int(), dry_run: z.boolean() }), "how many there were") },
});

/** The dead letter queue. */
export function dlqRoutes({ store, now }: ApiContext) {
  return resource()
    .openapi(list, async (c) => {
      const { limit, reverse, ...filter } = c.req.valid("query");
      const page = { ...filter, states: ["dead"] as const, reverse, limit: limit + 1, excerpts: true };
      return c.json(pageJson(await store.jobs(page), limit), 200);
    })
    .openapi(retry, async (c) => {
      const which = c.req.valid("json");
      if (!("ids" in which)) {
        const queue = "queue" in which ? which.queue : undefined;
        const retried = await store.bulk({ action: "retry", states: ["dead"], queue }, now());
        c.env.call.what = `retried ${retried} jobs`;
        return c.json({ retried, refused: [] }, 200);
      }
      const ids = new Set(which.ids);
      const refused = [];
      for (const id of ids) {
        try {
          await store.retry(id, ["dead"], now());
        } catch (error) {
          // About this one job; anything else concerns them all.
          if (!(error instanceof QueuectlError) || !["not-found", "job-conflict"].includes(error.code)) throw error;
          refused.push({ id, ...problemJson(error.code, error.message, error.fix) });
        }
      }
      const retried = ids.size - refused.length;
      c.env.call.what = `retried ${retried} jobs`;
      return c.json({ retried, refused }, 200);
    })
    .openapi(purge, async (c) => {
      const { queue, older_than: olderThan, dry_run: dryRun } = c.req.valid("json");
      const at = now();
      // One later than now, so that what died this very millisecond counts as old enough.
      const finishedBefore = at - ageOf(olderThan) + 1;
      const deleted = await store.prune({ states: ["dead"], queue, finishedBefore, dryRun }, at);
      c.env.call.what = dryRun ? `counted ${deleted} jobs` : `deleted ${deleted} jobs`;
      return c.json({ deleted, dry_run: dryRun }, 200);
    });
}

function ageOf(olderThan: string | number): number {
  return typeof olderThan === "string" ? parseDuration(olderThan, "older_than") : durationOf(olderThan, "older_than");
}
