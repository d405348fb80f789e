import { createRoute, z } from "@hono/zod-openapi";
import {
  CONFIG_KEYS,
  type Config,
  type ConfigKey,
  configJson,
  configKey,
  configText,
  InvalidInput,
  LOCAL_KEYS,
} from "@queuectl/core";
import { RequestRefused } from "../answers/problem.ts";
import { type ApiContext, json, jsonBody, resource } from "./context.ts";

const Value = z
  .union([z.string(), z.number(), z.array(z.string()).readonly()])
  .openapi("ConfigValue", { description: "durations in seconds, sizes in bytes" });
const Values = z.record(z.string(), Value).openapi({ example: { "max-retries": 3, "job-timeout": 30 } });

const get = createRoute({
  method: "get",
  path: "/config",
  operationId: "getConfig",
  summary: "What is configured",
  responses: { 200: json(Values, "each key's value: durations in seconds, sizes in bytes") },
});

const change = createRoute({
  method: "patch",
  path: "/config",
  operationId: "changeConfig",
  summary: "Set keys, or with null bring them back to their defaults",
  // Read below, name by name: a validator's copy of an object loses a `__proto__` that it does not know.
  request: jsonBody(z.unknown().openapi({ allOf: [{ $ref: "#/components/schemas/ConfigChange" }] })),
  responses: { 200: json(Values, "what is configured now") },
});

/** The configuration that is stored with the jobs. */
export function configRoutes({ store, now }: ApiContext) {
  return resource()
    .openapi(get, async (c) => c.json(valuesOf(await store.config()), 200))
    .openapi(change, async (c) => {
      const changes = readChanges(c.req.valid("json"));
      await store.configure(changes, now());
      c.env.call.what = Object.entries(changes)
        .map(([key, text]) => `${key} = ${text ?? "its default"}`)
        .join(", ");
      return c.json(valuesOf(await store.config()), 200);
    });
}

/** What each key is to become, as text; `null` for its default. */
export function readChanges(body: unknown): Partial<Record<ConfigKey, string | null>> {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new InvalidInput("the body is not an object", 'for example {"max-retries":5}');
  }
  const changes: Partial<Record<ConfigKey, string | null>> = {};
  for (const [name, value] of Object.entries(body)) {
    const key = configKey(name);
    if (LOCAL_KEYS.includes(key)) {
      throw new RequestRefused("not-over-http", `${key} is not changed over HTTP`, `queuectl config set ${key} …`);
    }
    if (key in changes) throw new InvalidInput(`${key} is given twice`, "give it once, by one of its names");
    if (value !== null && typeof value !== "string" && typeof value !== "number") {
      throw new InvalidInput(`${key}: it must be a number, a string or null`, "see GET /api/v1/openapi.json");
    }
    changes[key] = value === null ? null : configText(name, String(value));
  }
  return changes;
}

function valuesOf(config: Config): Record<string, z.infer<typeof Value>> {
  return Object.fromEntries(CONFIG_KEYS.map((key) => [key, configJson(config, key) as z.infer<typeof Value>]));
}
