import { createRoute, z } from "@hono/zod-openapi";
import { type IdempotencyKey, type JobStore, jobJson, NotFound, parseJob } from "@queuectl/core";
import { jsonValues, PlacedJobs } from "@queuectl/core/intake";
import { readStream } from "../body.ts";
import { isLines } from "../content-type.ts";
import { type ApiContext, json, resource } from "./context.ts";
import { Job } from "./schemas.ts";

/** Read by `parseJob`, as the command line reads it: it names the field that is wrong, and the nearest one. */
const Jobs = z.unknown().openapi({
  anyOf: [
    { $ref: "#/components/schemas/JobInput" },
    { type: "array", items: { $ref: "#/components/schemas/JobInput" } },
  ],
});

const Enqueued = z.union([
  Job,
  z.object({ jobs: z.array(Job) }),
  z.object({ enqueued: z.int() }).openapi({ description: "for NDJSON" }),
]);

const enqueue = createRoute({
  method: "post",
  path: "/jobs",
  summary: "Store one job or many: all of them, or none",
  request: {
    headers: z.object({
      "idempotency-key": z
        .string()
        .regex(/^[\x21-\x7e]{1,200}$/, "use 1 to 200 printable characters without spaces")
        .optional()
        .openapi({ description: "makes it safe to send the request again, for a day" }),
    }),
    body: {
      required: true,
      content: {
        "application/json": { schema: Jobs },
        "application/x-ndjson": {
          schema: z.string().openapi({ description: "a JobInput a line, any number of them" }),
        },
      },
    },
  },
  responses: { 201: json(Enqueued, "what was stored: the job, the jobs, or how many lines") },
});

/** How jobs get in. */
export function enqueueRoutes({ store, now, body }: ApiContext) {
  return resource().openapi(enqueue, async (c) => {
    const name = c.req.valid("header")["idempotency-key"];
    const at = now();
    if (isLines(c.req.header("content-type"))) {
      const enqueued = await enqueueLines(readStream(c.req.raw, body), store, name, at);
      c.env.call.what = `enqueued ${enqueued} jobs`;
      return c.json({ enqueued }, 201);
    }
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
