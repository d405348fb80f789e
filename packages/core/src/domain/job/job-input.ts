import { InvalidInput } from "../errors.ts";
import { didYouMean } from "../text/nearest.ts";
import { durationOf, parseDuration } from "../time/duration.ts";
import { parseInstant } from "../time/instant.ts";
import type { Zone } from "../time/zone.ts";
import { type Command, checkSpec, type JobSpec } from "./job.ts";

/** What relative values in a job's JSON are relative to. */
export interface InputContext {
  readonly now: number;
  /** The directory that a relative `cwd` starts from; without it only absolute ones are accepted. */
  readonly cwd?: string | undefined;
  /** The zone of a time that has none; without it such a time is refused. Asked for only where there is one. */
  readonly zone?: (() => Zone) | undefined;
}

type Reader = (value: unknown, context: InputContext, field: string) => Partial<JobSpec>;

const READERS: Record<string, Reader> = {
  id: (value, _, field) => ({ id: text(value, field) }),
  command: (value) => ({ command: command(value) }),
  queue: (value, _, field) => ({ queue: text(value, field) }),
  priority: (value, _, field) => ({ priority: number(value, field) }),
  max_retries: (value, _, field) => ({ maxRetries: number(value, field) }),
  max_attempts: (value, _, field) => ({ maxRetries: attempts(value, field) - 1 }),
  backoff_base: (value, _, field) => ({ backoffBase: number(value, field) }),
  timeout: (value, _, field) => ({ timeoutMs: milliseconds(value, field) }),
  run_at: (value, { now, zone }, field) => ({ runAt: parseInstant(text(value, field), now, field, zone) }),
  delay: (value, { now }, field) => ({ runAt: now + milliseconds(value, field) }),
  cwd: (value, { cwd }, field) => ({ cwd: absolute(text(value, field), cwd) }),
  env: (value, _, field) => ({ env: variables(value, field) }),
};

/** Pairs that say the same thing twice. */
const EXCLUSIVE = [
  ["max_retries", "max_attempts"],
  ["run_at", "delay"],
] as const;

/**
 * What `list --json` prints beyond the input fields: accepted, so that a printed job can be enqueued again, and ignored, whatever it says.
 * `state` and `truncated` are so, too, unless they tell of a job that cannot be.
 */
export const IGNORED_FIELDS: readonly string[] =
  `seq attempts crashes created_at updated_at started_at finished_at next_run_at
  cancel_requested_at locked_by locked_at worker pid attempt_history outcome exit_code signal error duration_ms stdout stderr`.split(
    /\s+/,
  );

/** The fields that a job's JSON may have. */
export const INPUT_FIELDS = Object.keys(READERS);

/**
 * Reads one job as JSON has it: snake_case, durations as numbers of seconds (or `"10s"`), instants as ISO 8601.
 * `null` counts as left out. Throws `InvalidInput` that names the field, and for an unknown one the nearest.
 */
export function parseJob(input: unknown, context: InputContext): JobSpec {
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    throw new InvalidInput(`a job is a JSON object, not ${kindOf(input)}`, `for example {"command":"echo hi"}`);
  }
  const fields = input as Record<string, unknown>;
  const spec: Partial<JobSpec> = {};
  for (const field in fields) {
    const value = fields[field];
    const read = Object.hasOwn(READERS, field) ? READERS[field] : undefined;
    if (read === undefined) checkIgnored(field, value);
    else if (value !== null && value !== undefined) Object.assign(spec, read(value, context, field));
  }
  for (const [one, other] of EXCLUSIVE) {
    if (isGiven(fields[one]) && isGiven(fields[other]))
      throw new InvalidInput(`${one} and ${other} exclude each other`, "give one of them");
  }
  if (spec.command === undefined) throw new InvalidInput("command: it is missing", `for example {"command":"echo hi"}`);
  return checkSpec(spec as JobSpec);
}

function checkIgnored(field: string, value: unknown): void {
  if (field === "state" && value !== "pending" && value !== "scheduled") {
    throw new InvalidInput(
      `state: ${JSON.stringify(value)} cannot be enqueued`,
      "only pending and scheduled jobs can; leave the field out to enqueue it afresh",
    );
  }
  if (field === "truncated" && Array.isArray(value) && value.length > 0) {
    throw new InvalidInput(
      `truncated: the ${value.join(" and the ")} of this job are not whole`,
      "enqueue what `list --json`, `show --json` or GET /api/v1/jobs/ID says of it: a page of the API shows the beginning",
    );
  }
  if (IGNORED_FIELDS.includes(field) || field === "state" || field === "truncated") return;
  throw new InvalidInput(
    `there is no job field ${JSON.stringify(field)}`,
    didYouMean(field, INPUT_FIELDS, `the fields are ${INPUT_FIELDS.join(", ")}`),
  );
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined;
}

function text(value: unknown, field: string): string {
  if (typeof value === "string") return value;
  throw new InvalidInput(`${field}: it must be a string, not ${kindOf(value)}`, "put it in quotes");
}

function number(value: unknown, field: string): number {
  if (typeof value === "number") return value;
  throw new InvalidInput(`${field}: it must be a number, not ${kindOf(value)}`, "write digits, without quotes");
}

function attempts(value: unknown, field: string): number {
  const count = number(value, field);
  if (count >= 1 && Number.isInteger(count)) return count;
  throw new InvalidInput(
    `${field}: ${count} is out of range`,
    "use a whole number from 1: a job is executed at least once",
  );
}

function milliseconds(value: unknown, field: string): number {
  return typeof value === "string" ? parseDuration(value, field) : durationOf(number(value, field), field);
}

function command(value: unknown): Command {
  if (typeof value === "string") return value;
  if (Array.isArray(value) && value.every((word) => typeof word === "string")) return value;
  throw new InvalidInput(
    `command: it must be a string or an array of strings, not ${kindOf(value)}`,
    `a string is a shell line; an array is run without a shell: ["convert","a.png","b.jpg"]`,
  );
}

function absolute(path: string, base: string | undefined): string {
  return path.startsWith("/") || base === undefined ? path : path === "." ? base : `${base}/${path}`;
}

function variables(value: unknown, field: string): Record<string, string> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new InvalidInput(
      `${field}: it must be an object of strings, not ${kindOf(value)}`,
      `for example {"NAME":"value"}`,
    );
  }
  for (const [name, entry] of Object.entries(value)) text(entry, `${field}.${name}`);
  return value as Record<string, string>;
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "an array";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
