import type { OpenAPIHono } from "@hono/zod-openapi";
import { PROBLEMS, type ProblemCode } from "../../answers/problem.ts";
import type { ApiEnv } from "../../guard/calling.ts";
import { CONFIG_CHANGE } from "./config-schema.ts";
import { JOB_INPUT } from "./job-input.ts";
import { Problem } from "./schemas.ts";

const DESCRIPTION =
  "queuectl over HTTP. Programs send the token as a bearer; a browser's session may change things from its own origin alone.";

/** What every operation may be refused for. */
const ANY: readonly ProblemCode[] = [
  "unauthorized",
  "host-not-allowed",
  "failed",
  "internal",
  "store-busy",
  "store-unavailable",
  "store-refused",
];
/** ... one that changes something, ... */
const CHANGE: readonly ProblemCode[] = ["origin-not-allowed", "read-only", "unsupported-media-type"];
/** ... and one with a body. */
const BODY: readonly ProblemCode[] = ["invalid-input", "cut-off", "too-slow", "too-large"];

/** ... and each for what only it is about. */
const OWN: Readonly<Record<string, readonly ProblemCode[]>> = {
  listJobs: ["not-found"],
  listDeadJobs: ["not-found"],
  enqueueJobs: ["not-found", "job-exists", "key-reused"],
  enqueueLines: ["not-found", "job-exists", "key-reused"],
  cancelJob: ["job-conflict"],
  retryJob: ["job-conflict"],
  deleteJob: ["job-conflict"],
  getOutput: ["range-not-satisfiable"],
  changeConfig: ["not-found", "not-over-http"],
  startRunner: ["not-available"],
  drawSignInLink: ["not-available"],
};

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly in: string }[];
  requestBody?: { readonly required?: boolean; readonly content?: Readonly<Record<string, unknown>> };
  readonly responses: Record<string, unknown>;
}

/** The document that the schemas make. */
export function openApi(api: OpenAPIHono<ApiEnv>): object {
  api.openAPIRegistry.register("Problem", Problem);
  const document = api.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "queuectl", version: "1", description: DESCRIPTION },
    servers: [{ url: "/api/v1" }],
    security: [{ token: [] }],
  });
  const responses: Record<string, object> = { Problem: problem("a refusal, as RFC 9457 says it") };
  for (const path of Object.values(document.paths ?? {})) {
    for (const [method, operation] of Object.entries(path as Record<string, Operation>)) {
      const byStatus = Map.groupBy(refusalsOf(method, operation), (code) => PROBLEMS[code].status);
      for (const [status, codes] of [...byStatus].sort(([a], [b]) => a - b)) {
        const name = `Refused-${codes.toSorted().join("-or-")}`;
        responses[name] ??= problem(codes.map((code) => `\`${code}\`: ${PROBLEMS[code].title}`).join("; "));
        operation.responses[status] = { $ref: `#/components/responses/${name}` };
      }
      // Of two types of a body no generator knows which one to send: NDJSON has an operation of its own.
      const { content = {} } = operation.requestBody ?? {};
      if ("application/json" in content) operation.requestBody = { required: true, content: jsonOnly(content) };
      operation.responses["default"] = { $ref: "#/components/responses/Problem" };
    }
  }
  return {
    ...document,
    components: {
      ...document.components,
      schemas: { ...document.components?.schemas, JobInput: JOB_INPUT, ConfigChange: CONFIG_CHANGE },
      securitySchemes: { token: { type: "http", scheme: "bearer" } },
      responses,
    },
  };
}

function refusalsOf(method: string, operation: Operation): ProblemCode[] {
  const { operationId, parameters = [], requestBody } = operation;
  const codes = [...ANY, ...(OWN[operationId] ?? [])];
  if (method !== "get") codes.push(...CHANGE);
  if (requestBody !== undefined) codes.push(...BODY);
  if (parameters.length > 0) codes.push("invalid-input");
  if (parameters.some((each) => each.in === "path")) codes.push("not-found");
  return [...new Set(codes)];
}

function jsonOnly({ "application/json": json }: Readonly<Record<string, unknown>>) {
  return { "application/json": json };
}

function problem(description: string): object {
  const schema = { $ref: "#/components/schemas/Problem" };
  return { description, content: { "application/problem+json": { schema } } };
}
