/** What `PATCH /config` takes, as JSON Schema, made out of what the keys themselves say. */
import {
  CONFIG_KEYS,
  CONFIG_SPELLINGS,
  type ConfigKey,
  type ConfigLimits,
  configLimits,
  describeKey,
  LOCAL_KEYS,
} from "@queuectl/core";
import { DURATION } from "./job-input.ts";

const REMOTE_KEYS = CONFIG_KEYS.filter((key) => !LOCAL_KEYS.includes(key));

/** The keys, and for whoever writes them otherwise their other spellings; which two mean the same no schema can say. */
export const CONFIG_CHANGE = {
  type: "object",
  description: "each key's new value; null is its default",
  properties: Object.fromEntries(
    REMOTE_KEYS.map((key) => [key, { ...valuesOf(key, 1), description: describeKey(key) }]),
  ),
  patternProperties: Object.fromEntries(
    CONFIG_SPELLINGS.filter(({ key }) => REMOTE_KEYS.includes(key)).map(({ pattern, key, perUnit }) => [
      pattern.source,
      valuesOf(key, perUnit),
    ]),
  ),
  additionalProperties: false,
  example: { "max-retries": 3, "job-timeout": 30 },
};

/** `perUnit`: how many of the numbers that an alias takes are one of the key's own. */
function valuesOf(key: ConfigKey, perUnit: number) {
  return { anyOf: [...formsOf(configLimits(key), perUnit), { type: "null" }] };
}

function formsOf({ kind, min, max }: ConfigLimits, perUnit: number): readonly object[] {
  switch (kind) {
    case "whole":
      return [
        { type: "integer", minimum: min, maximum: max },
        { type: "string", pattern: "^\\s*\\d+\\s*$" },
      ];
    case "decimal":
      return [
        { type: "number", minimum: min, maximum: max },
        { type: "string", pattern: "^\\s*\\d+(\\.\\d+)?(e-\\d+)?\\s*$" },
      ];
    case "seconds": {
      const [number, text] = DURATION.anyOf;
      const half = number.not.exclusiveMaximum;
      // Rounded to whole milliseconds first.
      const scaled = { ...number, minimum: Math.max(0, min - half) * perUnit, maximum: max * perUnit };
      return [{ ...scaled, not: { exclusiveMinimum: 0, exclusiveMaximum: half * perUnit } }, text];
    }
    case "bytes":
      return [
        { type: "integer", minimum: min, maximum: max },
        { type: "string", pattern: "^\\s*\\d+\\s*([kKmMgG]([iI]?[bB])?|[bB])?\\s*$" },
      ];
    case "words":
      return [];
  }
}
