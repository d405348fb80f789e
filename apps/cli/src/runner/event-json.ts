import { formatInstant, formatLease, type Lease, QueuectlError } from "@queuectl/core";
import type { RunnerEvent } from "@queuectl/runner";

/** A runner's event as a line of NDJSON has it: snake_case, ISO instants, and when it happened. */
export function eventJson({ type, ...fields }: RunnerEvent, now: number): Record<string, unknown> {
  return { time: formatInstant(now), event: type, ...(json(fields) as object) };
}

function json(value: unknown, key = ""): unknown {
  if (typeof value === "number") return key === "at" || key.endsWith("At") ? formatInstant(value) : value;
  if (value instanceof Error)
    return { message: value.message, code: value instanceof QueuectlError ? value.code : null };
  if (key === "lease") return formatLease(value as Lease);
  if (Array.isArray(value)) return value.map((item) => json(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [snake(name), json(item, name)]));
}

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
