import { createRoute, z } from "@hono/zod-openapi";
import { type IdempotencyKey, type JobStore, jobJson, NotFound, parseJob } from "@queuectl/core";
import { jsonValues, PlacedJobs } from "@queuectl/core/intake";
import type { Context } from "hono";
import { readStream } from "../answers/body.ts";
import { isLines } from "../answers/content-type.ts";
import { RequestRefused } from "../answers/problem.ts";
import type { ApiEnv } from "../guard/calling.ts";
import { type ApiContext, json, resource } from "./context.ts";
import { Job } from "./schemas/schemas.ts";

/** Read by `parseJob`, as the command line reads it: it names the field that is wrong, and the nearest one. */
const Jobs = z.unknown().openapi({
  anyOf: [
    { $ref: "#/components/schemas/JobInput" },
    { type: "array", items: { $ref: "#/components/schemas/JobInput" } },
  ],
});

const Enqueued = z.union([Job, z.object({ jobs: z.array(Job) })]);

const LINES = "application/x-ndjson";

const headers = z.object({
  "idempotency-key": z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/, "use 1 to 200 printable characters without spaces")
    .optional()
    .openapi({ description: "makes it safe to send the request again, for a day" }),
});

const enqueue = createRoute({
  method: "post",
  path: "/jobs",
  operationId: "enqueueJobs",
  summary: "Store one job or many: all of them, or none",
  request: {
    headers,
    // Said by its type alone, NDJSON is taken here, too: the document leaves it to the operation below.
    body: { required: true, content: { "application/json": { schema: Jobs }, [LINES]: { schema: z.string() } } },
  },
  responses: { 201: json(Enqueued, "what was stored: the job, or the jobs") },
});

const lines = createRoute({
  method: "post",
  path: "/jobs/lines",
  operationId: "enqueueLines",
  summary: "Store any number of jobs, read as they come: all of them, or none",
  request: {
    headers,
    body: {
      required: true,
      content: {
        [LINES]: { schema: z.string().openapi({ format: "binary", description: "a JobInput a line" }) },
      },
    },
  },
  responses: { 201: json(z.object({ enqueued: z.int() }), "how many were stored") },
});

/** How jobs get in. */
export function enqueueRoutes({ store, now, body }: ApiContext) {
  const takeLines = async (c: Context<ApiEnv>, name: string | undefined) => {
    const enqueued = await enqueueLines(readStream(c.req.raw, body), store, name, now());
    c.env.call.what = `enqueued ${enqueued} jobs`;
    return c.json({ enqueued }, 201);
  };
  return resource()
    .openapi(lines, (c) => {
      if (!isLines(c.req.header("content-type"))) {
        throw new RequestRefused("unsupported-media-type", undefined, "send content-type: application/x-ndjson");
      }
      return takeLines(c, c.req.valid("header")["idempotency-key"]);
    })
    .openapi(enqueue, async (c) => {
      const name = c.req.valid("header")["idempotency-key"];
      if (isLines(c.req.header("content-type"))) return (await takeLines(c, name)) as never;
      const at = now();
      const value: unknown = c.req.valid("json");
      const key =
        name === undefined
          ? undefined
          : {
              key: name,
              fingerprint: digest()
                .update(await c.req.text())
                .digest("hex"),
            };
      if (Array.isArray(value)) {
        const jobs = await enqueueArray(value, store, key, at);
        c.env.call.what = `enqueued ${jobs.length} jobs`;
        return c.json({ jobs: jobs.map(jobJson) }, 201);
      }
      const [job] = await store.enqueue([parseJob(value, { now: at })], at, key);
      if (job === undefined) throw new NotFound("the job of this Idempotency-Key was deleted since", "draw a new key");
      c.env.call.what = `enqueued ${job.id}`;
      return c.json(jobJson(job), 201, { location: `/api/v1/jobs/${job.id}` });
    });
}

async function enqueueArray(values: unknown[], store: JobStore, key: IdempotencyKey | undefined, now: number) {
  const placed = new PlacedJobs("job", (value) => parseJob(value, { now }));
  const specs = values.map((value, index) => placed.read(index + 1, value));
  return await store.enqueue(specs, now, key).catch((error: unknown) => {
    throw placed.located(error);
  });
}

async function enqueueLines(chunks: AsyncIterable<Uint8Array>, store: JobStore, name: string | undefined, now: number) {
  const placed = new PlacedJobs("line", (value) => parseJob(value, { now }));
  const hash = digest();
  async function* seen() {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  }
  async function* batches() {
    for await (const values of jsonValues(seen())) {
      yield Array.from(values, ({ line, value }) => placed.read(line, value));
    }
  }
  // Known once all of it was read: the store asks for it no sooner.
  const key = name === undefined ? undefined : new LateKey(name, hash);
  return await store.enqueueMany(batches(), now, key).catch((error: unknown) => {
    throw placed.located(error);
  });
}

class LateKey implements IdempotencyKey {
  #fingerprint: string | null = null;

  constructor(
    readonly key: string,
    private readonly hash: Bun.CryptoHasher,
  ) {}

  get fingerprint(): string {
    this.#fingerprint ??= this.hash.digest("hex");
    return this.#fingerprint;
  }
}

function digest(): Bun.CryptoHasher {
  return new Bun.CryptoHasher("sha256");
}
