/** The kinds of values that a config key may have: how each reads and writes them. */
import { InvalidInput } from "../errors.ts";
import { vanishes } from "../text/number-text.ts";
import { formatDuration, MAX_DURATION_MS, parseDuration } from "../time/duration.ts";

/** Of which kind a key's values are, and the least and the most: of words, how many. */
export interface ConfigLimits {
  readonly kind: "whole" | "decimal" | "seconds" | "bytes" | "words";
  readonly min: number;
  readonly max: number;
}

/** How one key reads and writes its value. The text form is what is stored and shown. */
export interface Setting<Field extends string, Value> {
  /** What the code calls it. */
  readonly field: Field;
  readonly limits: ConfigLimits;
  readonly description: string;
  readonly initial: Value;
  parse(text: string, key: string): Value;
  format(value: Value): string;
}

export const MIB = 1_048_576;
const MAX_SIZE = 1_024 * 1_024 * MIB;

export function whole<Field extends string>(
  field: Field,
  initial: number,
  min: number,
  max: number,
  description: string,
): Setting<Field, number> {
  return number(field, initial, { kind: "whole", min, max, pattern: /^\d+$/, what: "a whole number" }, description);
}

export function decimal<Field extends string>(
  field: Field,
  initial: number,
  min: number,
  max: number,
  description: string,
): Setting<Field, number> {
  // With an exponent, too: so JavaScript writes the smallest ones, and what was written must be read again.
  return number(
    field,
    initial,
    { kind: "decimal", min, max, pattern: /^\d+(\.\d+)?(e-\d+)?$/, what: "a number" },
    description,
  );
}

function number<Field extends string>(
  field: Field,
  initial: number,
  rule: ConfigLimits & { pattern: RegExp; what: string },
  description: string,
): Setting<Field, number> {
  return {
    field,
    limits: { kind: rule.kind, min: rule.min, max: rule.max },
    initial,
    description,
    parse(text, key) {
      const value = rule.pattern.test(text.trim()) ? Number(text) : Number.NaN;
      if (value >= rule.min && value <= rule.max && !vanishes(text, value)) return value;
      throw invalid(key, text, `use ${rule.what} from ${rule.min} to ${rule.max}`);
    },
    format: String,
  };
}

export function duration<Field extends string>(
  field: Field,
  initial: string,
  description: string,
  minMs = 0,
): Setting<Field, number> {
  return {
    field,
    description,
    limits: { kind: "seconds", min: minMs / 1_000, max: MAX_DURATION_MS / 1_000 },
    initial: parseDuration(initial),
    parse(text, key) {
      const ms = parseDuration(text, key);
      if (ms >= minMs) return ms;
      throw invalid(key, text, `use at least ${formatDuration(minMs)}`);
    },
    format: formatDuration,
  };
}

const SIZE_UNITS: Record<string, number> = { "": 1, k: 1_024, m: MIB, g: 1_024 * MIB };

export function size<Field extends string>(field: Field, initial: number, description: string): Setting<Field, number> {
  return {
    field,
    initial,
    description,
    limits: { kind: "bytes", min: 0, max: MAX_SIZE },
    parse(text, key) {
      const match = /^(\d+)\s*(?:([kmg])(?:i?b)?|b)?$/i.exec(text.trim());
      const bytes = match ? Number(match[1]) * (SIZE_UNITS[(match[2] ?? "").toLowerCase()] as number) : Number.NaN;
      if (bytes <= MAX_SIZE) return bytes;
      throw invalid(key, text, "use bytes (65536) or a number with a unit: 64KiB, 4MiB, 1GiB");
    },
    format(bytes) {
      for (const [unit, factor] of [
        ["GiB", 1_024 * MIB],
        ["MiB", MIB],
        ["KiB", 1_024],
      ] as const) {
        if (bytes > 0 && bytes % factor === 0) return `${bytes / factor}${unit}`;
      }
      return String(bytes);
    },
  };
}

export function list<Field extends string>(
  field: Field,
  description: string,
  word?: RegExp,
): Setting<Field, readonly string[]> {
  return {
    field,
    description,
    limits: { kind: "words", min: 0, max: Number.MAX_SAFE_INTEGER },
    initial: [],
    parse(text, key) {
      // No file has such a name: the bytes that it would be stored as are another's.
      if (!text.isWellFormed()) throw invalid(key, text, "half a character stands in it; write the whole one");
      const words = [...new Set(text.split(",").map((each) => each.trim()))].filter(Boolean);
      const wrong = words.find((each) => word?.test(each) === false);
      if (wrong !== undefined) throw invalid(key, wrong, "use names of variables, separated by commas: LANG,TZ");
      return words;
    },
    format: (words) => words.join(","),
  };
}

function invalid(key: string, text: string, rule: string): InvalidInput {
  return new InvalidInput(`${key}: ${JSON.stringify(text)} is not a valid value`, rule);
}
