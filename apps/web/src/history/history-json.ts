/** What `GET /api/v1/history?minutes=60&step=1` answers: the last day at most, from the store, whoever executed the jobs. */
import { z } from "@hono/zod-openapi";

const instant = z.iso.datetime();
const count = z.int().min(0);

const ATTEMPT_ENDS = [
  "completed",
  "failed",
  "signalled",
  "timed_out",
  "spawn_failed",
  "lost",
  "cancelled",
  "interrupted",
] as const;

const Percentiles = z
  .object({ count, mean: z.number(), p50: z.number(), p90: z.number(), p99: z.number() })
  .openapi("Percentiles", {
    description: "estimated from fixed buckets (1 ms to a day), by interpolation within one",
  });

const percentiles = (description: string) => z.union([Percentiles, z.null()]).openapi({ description });

const Activity = z
  .object({
    seconds: z.number().openapi({
      description: "so long it lasted: 60 * step, and less for what is not over yet; rates are per second of it",
    }),
    attempts: z.record(z.enum(ATTEMPT_ENDS), count).openapi({
      required: [...ATTEMPT_ENDS],
      description:
        "how many attempts ended, by how: `completed` exited with 0 and `failed` with another code; `signalled`, `timed_out`, `spawn_failed` and `lost` are failures too, `cancelled` and `interrupted` are not",
    }),
    retries: count.openapi({ description: "failures after which a retry waits" }),
    dead: count.openapi({ description: "failures after which the job went to the dead letter queue" }),
    rescues: count.openapi({ description: "jobs taken over from runners that died" }),
    enqueued: count.nullable().openapi({ description: "new jobs; null where no runner was there to look" }),
    rates: z
      .object({ completed: z.number(), failed: z.number(), enqueued: z.number().nullable() })
      .openapi({ description: "per second; `failed` is all that counts as a failure" }),
    duration_seconds: percentiles("from the start of a process to its end"),
    wait_seconds: percentiles("from the moment a job was due to its claim: how long jobs wait"),
    start_seconds: percentiles("from the claim to the start of the process: what the runner itself costs"),
  })
  .openapi("HistoryActivity");

const Depth = z
  .object({
    scheduled: count,
    pending: count,
    processing: count,
    failed: count,
    dead: count,
    oldest_due_age_seconds: z.number().nullable(),
  })
  .openapi("HistoryDepth", {
    description:
      "how many jobs were in the states that are not final but for the dead, and how long the oldest due one had waited",
  });

const Point = Activity.extend({
  at: instant.openapi({ description: "when it began: a multiple of `step` minutes" }),
  depth: z.union([Depth, z.null()]).openapi({
    description: "at the beginning of the step, in the last point now; null where no runner was there to look",
  }),
}).openapi("HistoryPoint", { description: "what happened in one step, and how it was at its beginning" });

export const History = z
  .object({
    at: instant.openapi({ description: "when it was read" }),
    step: z.int().openapi({ description: "how many minutes one point covers" }),
    points: z.array(Point).openapi({
      description: "the oldest first and without a gap; the last is the current one, which is not over yet",
    }),
    total: Activity.openapi({ description: "all points as one" }),
  })
  .openapi("History");

export type HistoryJson = z.output<typeof History>;
export type HistoryPointJson = z.output<typeof Point>;
export type HistoryActivityJson = z.output<typeof Activity>;
export type HistoryDepthJson = z.output<typeof Depth>;
export type PercentilesJson = z.output<typeof Percentiles>;
export type AttemptEndJson = (typeof ATTEMPT_ENDS)[number];
