import { createRoute, z } from "@hono/zod-openapi";
import { findJob, InvalidInput, jobDetailsJson, seqOf } from "@queuectl/core";
import { type ApiContext, json, resource } from "./context.ts";
import { pageJson } from "./schemas/pages.ts";
import { IdPath, Page } from "./schemas/parameters.ts";
import { JobDetails, JobPage, Name, NamePrefix, State } from "./schemas/schemas.ts";

const list = createRoute({
  method: "get",
  path: "/jobs",
  operationId: "listJobs",
  summary: "A page of jobs, in the order of enqueueing",
  request: {
    query: z.strictObject({
      state: z
        .union([State, z.array(State)])
        .optional()
        .openapi({ type: "array", items: { $ref: "#/components/schemas/State" }, description: "again for several" }),
      queue: Name.optional(),
      id_prefix: NamePrefix.optional().openapi({ description: "in the order of ids; goes with after and limit alone" }),
      ...Page,
    }),
  },
  responses: { 200: json(JobPage, "a page") },
});

const get = createRoute({
  method: "get",
  path: "/jobs/{id}",
  operationId: "getJob",
  summary: "Everything about a job",
  request: { params: IdPath },
  responses: { 200: json(JobDetails, "the job, its attempts and the end of its output") },
});

/** Jobs to look at. */
export function jobRoutes({ store }: ApiContext) {
  return resource()
    .openapi(list, async (c) => {
      const { id_prefix: prefix, state, queue, reverse, after, limit } = c.req.valid("query");
      const page = { after, limit: limit + 1, excerpts: true };
      if (prefix === undefined) {
        const states = state === undefined ? undefined : [state].flat();
        const found = await store.jobs({ ...page, states, queue, reverse });
        return c.json(pageJson(found, limit), 200);
      }
      if (state !== undefined || queue !== undefined || reverse !== undefined) {
        throw new InvalidInput("id_prefix goes with after and limit alone", "leave out state, queue and reverse");
      }
      if (after !== undefined && seqOf(after) !== null) {
        throw new InvalidInput(`after: ${after} is no place in the order of ids`, "give the next that this list told");
      }
      return c.json(
        pageJson(await store.jobsByPrefix(prefix, page), limit, ({ id }) => id),
        200,
      );
    })
    .openapi(get, async (c) => {
      const job = await findJob(store, c.req.valid("param").id);
      return c.json(await jobDetailsJson(job, store), 200);
    });
}
