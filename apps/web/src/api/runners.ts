import { createRoute, z } from "@hono/zod-openapi";
import { busyRunnerJson, busyRunners, InvalidInput, NotFound, runnerJson } from "@queuectl/core";
import { RequestRefused } from "../answers/problem.ts";
import { type ApiContext, json, jsonBody, resource } from "./context.ts";
import { IdPath } from "./schemas/parameters.ts";
import { BusyRunner, Name, Runner } from "./schemas/schemas.ts";

/** Each worker is a thread: more than this is a slip of the finger. */
const MAX_WORKERS = 256;

const list = createRoute({
  method: "get",
  path: "/runners",
  operationId: "listRunners",
  summary: "Runners, and what each of them executes",
  responses: { 200: json(z.object({ runners: z.array(BusyRunner) }), "all that are registered, dead ones included") },
});

const start = createRoute({
  method: "post",
  path: "/runners",
  operationId: "startRunner",
  summary: "Start a runner on the machine of this server",
  request: jsonBody(
    z.strictObject({
      workers: z.int().min(1).max(MAX_WORKERS).default(1),
      queues: z.array(Name).min(1).nullable().default(null).openapi({ description: "null for all" }),
      excluded_queues: z.array(Name).default([]).openapi({ description: "all queues but these; without queues" }),
    }),
  ),
  responses: { 201: json(z.object({ runner: Name, pid: z.int() }), "it is ready, and outlives this server") },
});

const stop = createRoute({
  method: "post",
  path: "/runners/{id}/stop",
  operationId: "stopRunner",
  summary: "Ask a runner to stop after what it executes",
  request: {
    params: IdPath,
    ...jsonBody(z.strictObject({ force: z.boolean().default(false).openapi({ description: "end what it executes" }) })),
  },
  responses: { 202: json(Runner, "it was asked") },
});

/** The processes that execute jobs. */
export function runnerRoutes({ store, now, startRunner }: ApiContext) {
  return resource()
    .openapi(list, async (c) => {
      const at = now();
      return c.json({ runners: (await busyRunners(store, at)).map((runner) => busyRunnerJson(runner, at)) }, 200);
    })
    .openapi(start, async (c) => {
      if (startRunner === null) {
        throw new RequestRefused("not-available", "no runner can be started from here", "queuectl worker start");
      }
      const { workers, queues, excluded_queues: excludedQueues } = c.req.valid("json");
      if (queues !== null && excludedQueues.length > 0) {
        throw new InvalidInput(
          "queues and excluded_queues exclude each other",
          "name the queues to serve, or those to leave out",
        );
      }
      const started = await startRunner({ workers, queues, excludedQueues });
      c.env.call.what = `started ${started.runner} with ${workers} workers`;
      return c.json(started, 201);
    })
    .openapi(stop, async (c) => {
      const { id } = c.req.valid("param");
      const at = now();
      const [asked] = await store.requestStop(id, c.req.valid("json").force ? "interrupt" : "drain", at);
      if (asked === undefined) throw new NotFound(`there is no runner ${id}`);
      return c.json(runnerJson(asked, at), 202);
    });
}
