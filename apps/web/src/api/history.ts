import { createRoute, z } from "@hono/zod-openapi";
import { History } from "../history/history-json.ts";
import { DAY_MINUTES, MAX_STEP_MINUTES, readHistory } from "../history/index.ts";
import { type ApiContext, json, resource } from "./context.ts";
import { whole } from "./schemas/parameters.ts";

const get = createRoute({
  method: "get",
  path: "/history",
  operationId: "getHistory",
  summary: "What happened, step by step, for the last day at most",
  request: {
    query: z.strictObject({
      minutes: whole({ max: DAY_MINUTES, otherwise: 60 }, "how far back, the current minute included"),
      step: whole({ max: MAX_STEP_MINUTES, otherwise: 1 }, "how many minutes one point covers"),
    }),
  },
  responses: { 200: json(History, "a point for every step") },
});

/** What was. */
export function historyRoutes({ store, now }: ApiContext) {
  return resource().openapi(get, async (c) => c.json(await readHistory(store, c.req.valid("query"), now()), 200));
}
