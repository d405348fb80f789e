/**
 * What crosses the API, said once: these schemas validate requests and make the OpenAPI document. Answers are the JSON that
 * the command line prints, and the types of the routes hold the two together.
 */
import { z } from "@hono/zod-openapi";
import { EXCERPTS, JOB_STATES, NAME, NAME_RULE, OUTPUT_STREAMS, PLACE_RULE, RUNNER_STATES } from "@queuectl/core";
import { DURATION } from "./job-input.ts";

const instant = z.iso
  .datetime()
  .openapi({ description: "UTC, to the millisecond", example: "2026-01-31T09:00:00.000Z" });
const maybeInstant = instant.nullable();

export const Name = z.string().regex(NAME, NAME_RULE).openapi({ example: "job1" });

/** What a name may begin with: a dot alone, too. */
export const NamePrefix = z.string().regex(/^[A-Za-z0-9._:-]{1,200}$/, NAME_RULE);

/** Where a page of jobs begins; see `cursorOf`. */
export const Place = z
  .string()
  .regex(/^(@\d{1,15}|[A-Za-z0-9._:-]{1,200})$/, PLACE_RULE)
  .openapi({ example: "@50" });

export const State = z.enum(JOB_STATES).openapi("State");
export const Stream = z.enum(OUTPUT_STREAMS);
export const Outcome = z.enum(["exited", "signalled", "timed-out", "cancelled", "spawn-failed", "interrupted", "lost"]);
export const Command = z
  .union([z.string(), z.array(z.string()).readonly()])
  .openapi({ description: "a line for /bin/sh, or argv without a shell", example: "echo hi" });

/** Read by `durationOf` and `parseDuration`. */
export const Duration = z.union([z.number(), z.string()]).openapi(structuredClone(DURATION) as object);

export const Job = z
  .object({
    id: Name,
    seq: z.int(),
    queue: Name,
    command: Command,
    state: State,
    priority: z.int(),
    attempts: z.int(),
    crashes: z.int(),
    max_retries: z.int(),
    backoff_base: z.number(),
    timeout: z.number().nullable(),
    run_at: instant,
    next_run_at: maybeInstant,
    cwd: z.string().nullable(),
    env: z.record(z.string(), z.string()),
    created_at: instant,
    updated_at: instant,
    started_at: maybeInstant,
    finished_at: maybeInstant,
    cancel_requested_at: maybeInstant,
    locked_by: z.string().nullable(),
    locked_at: maybeInstant,
    worker: z.int().nullable(),
    pid: z.int().nullable(),
    outcome: Outcome.nullable(),
    exit_code: z.int().nullable(),
    signal: z.string().nullable(),
    error: z.string().nullable(),
    duration_ms: z.number().nullable(),
    truncated: z.array(z.enum(EXCERPTS)).openapi({
      description:
        "what is not whole here: in lists and events a command of more than 2,048 characters (as JSON) ends after them, and a larger env is left out; GET /jobs/{id} has all of it",
    }),
  })
  .openapi("Job");

export const Attempt = z
  .object({
    number: z.int(),
    runner: z.string(),
    worker: z.int().nullable(),
    pid: z.int().nullable(),
    claimed_at: instant,
    started_at: maybeInstant,
    finished_at: maybeInstant,
    outcome: Outcome.nullable(),
    exit_code: z.int().nullable(),
    signal: z.string().nullable(),
    error: z.string().nullable(),
    duration_ms: z.number().nullable(),
    stdout_bytes: z.int(),
    stderr_bytes: z.int(),
  })
  .openapi("Attempt");

export const JobDetails = Job.extend({
  stdout: z.string().openapi({ description: "the end of what the last attempt wrote, at most 16 KiB" }),
  stderr: z.string(),
  attempt_history: z.array(Attempt),
}).openapi("JobDetails");

export const JobPage = z
  .object({
    jobs: z.array(Job),
    next: Place.nullable().openapi({ description: "give it as `after` for the next page; null on the last one" }),
  })
  .openapi("JobPage");

const counts = z.record(State, z.int()).openapi({ required: [...JOB_STATES] });

export const Queue = z.object({ name: Name, paused: z.boolean(), jobs: counts }).openapi("Queue");

export const Runner = z
  .object({
    id: Name,
    state: z.enum(RUNNER_STATES),
    host: z.string(),
    pid: z.int(),
    version: z.string(),
    workers: z.int(),
    queues: z.array(Name).readonly().nullable().openapi({ description: "null for all but excluded_queues" }),
    excluded_queues: z.array(Name).readonly(),
    started_at: instant,
    uptime_seconds: z.number(),
    heartbeat_at: instant,
    heartbeat_age_seconds: z.number(),
    stop_requested: z.enum(["drain", "interrupt"]).nullable(),
  })
  .openapi("Runner");

export const BusyRunner = Runner.extend({
  executing: z.array(
    z.object({
      id: Name,
      command: Command,
      truncated: z.boolean().openapi({ description: "whether that is only the beginning of it" }),
      attempt: z.int().nullable(),
      worker: z.int().nullable().openapi({ description: "null while it is held for whichever worker is free first" }),
      pid: z.int().nullable(),
      started_at: maybeInstant,
    }),
  ),
}).openapi("BusyRunner");

const check = z.object({ name: z.string(), ok: z.boolean(), reason: z.string().nullable() });

export const Status = z
  .object({
    jobs: counts,
    queues: z.array(Queue).openapi({ description: "at most 100, those in which something goes on before others" }),
    queue_count: z.int(),
    unserved_queues: z
      .array(Name)
      .readonly()
      .openapi({ description: "have jobs to claim that no living runner would take; at most ten" }),
    workers: z.object({ total: z.int(), busy: z.int() }),
    runners: z.array(Runner),
    oldest_due_at: maybeInstant,
    oldest_due_age_seconds: z.number().nullable(),
    next_run_at: maybeInstant,
    throughput: z.object({ completed_last_minute: z.int(), failed_last_minute: z.int() }),
    health: z.object({ ok: z.boolean(), checks: z.array(check) }),
  })
  .openapi("Status");

/** RFC 9457. */
export const Problem = z
  .object({
    type: z.string().openapi({ example: "urn:queuectl:problem:job-conflict" }),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    fix: z.string().optional().openapi({ description: "what to do about it" }),
  })
  .openapi("Problem");
