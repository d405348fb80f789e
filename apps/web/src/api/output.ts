import { createRoute, z } from "@hono/zod-openapi";
import { attemptJson, findJob, type JobStore, NotFound, type WantedOutput } from "@queuectl/core";
import type { Context, TypedResponse } from "hono";
import { UNKNOWN_LENGTH } from "../answers/head-length.ts";
import { LAST_WORDS_SECONDS } from "../answers/idle-time.ts";
import type { ApiEnv } from "../guard/calling.ts";
import { type ApiContext, json, resource } from "./context.ts";
import { parseRange, partOf } from "./output-range.ts";
import { outputStream } from "./output-stream.ts";
import { Flag, IdPath, Ordinal } from "./schemas/parameters.ts";
import { Attempt, Stream } from "./schemas/schemas.ts";

const list = createRoute({
  method: "get",
  path: "/jobs/{id}/attempts",
  operationId: "listAttempts",
  summary: "Every attempt of a job",
  request: { params: IdPath },
  responses: { 200: json(z.object({ attempts: z.array(Attempt) }), "the oldest first") },
});

const text = { content: { "text/plain": { schema: z.string() } } };

const output = createRoute({
  method: "get",
  path: "/jobs/{id}/attempts/{attempt}/output",
  operationId: "getOutput",
  summary: "What an attempt wrote",
  request: {
    params: IdPath.extend({ attempt: Ordinal }),
    query: z.strictObject({
      stream: Stream.optional().openapi({ description: "both, as they came, unless given" }),
      follow: Flag.openapi({ description: "go on until the attempt has ended" }),
    }),
    headers: z.object({
      range: z.string().optional().openapi({ example: "bytes=-4096", description: "one range of one stream" }),
      "if-range": z.string().optional().openapi({ description: "never holds: the whole is answered" }),
    }),
  },
  responses: {
    200: {
      description: "all that is kept of it, in lines, with a line that says how much is missing where something is",
      ...text,
    },
    206: {
      description: "the bytes of the range, up to where some were not kept; Content-Range says which they are",
      ...text,
    },
  },
});

/** What attempts did. */
export function outputRoutes({ store }: ApiContext) {
  return resource()
    .openapi(list, async (c) => {
      const { id } = await findJob(store, c.req.valid("param").id);
      return c.json({ attempts: (await store.attempts(id)).map(attemptJson) }, 200);
    })
    .openapi(output, async (c) => {
      const { id, attempt: number } = c.req.valid("param");
      const { stream, follow } = c.req.valid("query");
      const { range, "if-range": ifRange } = c.req.valid("header");
      await findJob(store, id);
      const attempt = (await store.attempts(id)).find((each) => each.number === number);
      if (attempt === undefined)
        throw new NotFound(`${id} has no attempt ${number}`, `see GET /api/v1/jobs/${id}/attempts`);
      const headers = {
        "content-type": "text/plain; charset=utf-8",
        "accept-ranges": stream === undefined ? "none" : "bytes",
      };
      const wanted = { id, attempt: number, stream };
      // Nothing of it is read, and a HEAD must not keep its connection. What a Range means is said for GET alone.
      if (c.req.method === "HEAD") return plain(null, 200, { ...headers, ...UNKNOWN_LENGTH });
      // One that has ended is no different with it.
      if (follow && attempt.finishedAt === null) return plain(followed(c, store, wanted), 200, headers);
      // An If-Range names a version that we never gave out, so that it is another one now.
      const asked = range === undefined || ifRange !== undefined ? null : parseRange(range);
      if (stream === undefined || asked === null) return plain(outputStream(store, wanted), 200, headers);
      const part = await partOf(store, { id, attempt, stream }, asked);
      return plain(part.bytes, 206, { ...headers, "content-range": part.contentRange });
    });
}

/** Silent for as long as the attempt is; afterwards a client has some seconds to take what is left. */
function followed(c: Context<ApiEnv>, store: JobStore, wanted: WantedOutput): ReadableStream<Uint8Array> {
  const { closing, idleTimeout } = c.env;
  idleTimeout?.(c.req.raw, 0);
  return outputStream(store, wanted, { closing, ended: () => idleTimeout?.(c.req.raw, LAST_WORDS_SECONDS) });
}

/** Bytes as they came, whose type says text. */
function plain<S extends 200 | 206>(
  body: ReadableStream<Uint8Array> | Uint8Array<ArrayBuffer> | null,
  status: S,
  headers: Record<string, string>,
) {
  return new Response(body, { status, headers }) as Response & TypedResponse<string, S, "text">;
}
