/**
 * What `parseJob` reads, as JSON Schema: for the OpenAPI document alone, since `parseJob` itself names the field that is wrong, and the
 * nearest one. A test holds the two together, both ways. What no schema can say: sizes in bytes of UTF-8, a duration of more than a
 * century or less than a millisecond where it is text, and that no name comes twice.
 */
import { IGNORED_FIELDS, MAX_DURATION_MS, NAME, VARIABLE } from "@queuectl/core";

const MAX_WORD = 131_071;
const MAX_PATH = 4_095;
/** No NUL, and no half of a character. */
const TEXT = "[^\\u0000\\ud800-\\udfff]*";
const DURATION_TEXT = "\\d+(\\.\\d+)?(ms|s|m|h|d)?";

const nothing = { type: "null" } as const;
const text = { type: "string", pattern: `^${TEXT}$`, maxLength: MAX_WORD } as const;
const name = { type: ["string", "null"], pattern: NAME.source, example: "job1" };

const integer = (minimum: number, maximum: number, description?: string) => ({
  type: ["integer", "null"],
  minimum,
  maximum,
  ...(description && { description }),
});

/** Seconds, or text with a unit. */
export const DURATION = {
  description: 'seconds, or "500ms", "10s", "5m", "2h", "1d": 0, or 1 ms to 100 years',
  anyOf: [
    {
      type: "number",
      minimum: 0,
      maximum: MAX_DURATION_MS / 1_000,
      // To round it to 0 would say something else.
      not: { exclusiveMinimum: 0, exclusiveMaximum: 0.0005 },
    },
    { type: "string", pattern: `^\\s*${DURATION_TEXT}\\s*$` },
  ],
} as const;

const DAY = [
  "\\d{4}-(0[13578]|1[02])-(0[1-9]|[12]\\d|3[01])",
  "\\d{4}-(0[469]|11)-(0[1-9]|[12]\\d|30)",
  "\\d{4}-02-(0[1-9]|1\\d|2[0-8])",
  "(\\d\\d(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29",
].join("|");
const TIME = "([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,9})?)?";
const ZONE = "([Zz]|[+-]([01]\\d|2[0-3]):?[0-5]\\d)";

/** ISO 8601 with a zone, from 1970 on, or a delay from now. */
const INSTANT = {
  type: ["string", "null"],
  pattern: `^\\s*(\\+\\s*${DURATION_TEXT}|(?=19[7-9]|[2-9])(${DAY})[Tt ]${TIME}${ZONE})\\s*$`,
  description: "an ISO 8601 instant with its zone, or +10m",
  example: "2026-01-31T09:00:00Z",
};

const SHELL = {
  type: "string",
  maxLength: MAX_WORD,
  pattern: `^(?=[^]*\\S)${TEXT}$`,
  description: "a line for /bin/sh",
};
const ARGV = {
  type: "array",
  minItems: 1,
  items: text,
  // The program's name is not blank, and no longer than a path.
  not: { prefixItems: [{ anyOf: [{ pattern: "^\\s*$" }, { minLength: MAX_PATH + 1 }] }] },
  description: "argv, without a shell",
};

/** Both given, `null` being as good as none. */
const both = (one: string, other: string) => ({
  required: [one, other],
  properties: { [one]: { not: nothing }, [other]: { not: nothing } },
});

export const JOB_INPUT = {
  type: "object",
  description:
    "what a job says of itself; null counts as left out, and what `list --json` prints besides is passed over",
  required: ["command"],
  properties: {
    id: name,
    command: { anyOf: [SHELL, ARGV], example: "echo hi" },
    queue: name,
    priority: integer(-1_000_000, 1_000_000, "the higher is executed first"),
    max_retries: integer(0, 1_000_000),
    max_attempts: integer(1, 1_000_001, "another way to say max_retries + 1"),
    backoff_base: { type: ["number", "null"], minimum: 0, maximum: 1_000, description: "seconds" },
    timeout: { ...DURATION, anyOf: [...DURATION.anyOf, nothing] },
    run_at: INSTANT,
    delay: { anyOf: [...DURATION.anyOf, nothing], description: "another way to say run_at" },
    cwd: { type: ["string", "null"], pattern: `^/${TEXT}$`, maxLength: MAX_PATH },
    env: {
      type: ["object", "null"],
      propertyNames: { pattern: VARIABLE.source },
      // With the shortest name there is.
      additionalProperties: { ...text, maxLength: MAX_WORD - "A=".length },
      example: { LANG: "C" },
    },
  },
  patternProperties: {
    "^state$": { enum: ["pending", "scheduled"] },
    "^truncated$": { not: { type: "array", minItems: 1 } },
    [`^(${IGNORED_FIELDS.join("|")})$`]: {},
  },
  additionalProperties: false,
  not: { anyOf: [both("max_retries", "max_attempts"), both("run_at", "delay")] },
};
