import { InvalidInput, NotFound } from "../errors.ts";
import { VARIABLE } from "../job/job.ts";
import { didYouMean } from "../text/nearest.ts";
import { vanishes } from "../text/number-text.ts";
import { formatDuration, MAX_DURATION_MS, parseDuration } from "../time/duration.ts";

/** What is configured, in the code's own units. Stored with the jobs; changes take effect without a restart. */
export interface Config {
  readonly maxRetries: number;
  readonly backoffBase: number;
  readonly backoffMaxMs: number;
  readonly backoffJitter: number;
  /** 0: none. */
  readonly jobTimeoutMs: number;
  readonly killGraceMs: number;
  readonly pollIntervalMs: number;
  readonly outputHeadBytes: number;
  readonly outputTailBytes: number;
  readonly outputRetentionMs: number;
  /** 0: completed and cancelled jobs are kept. */
  readonly retentionMs: number;
  /** Executables that jobs may run; empty: all. */
  readonly allowedCommands: readonly string[];
  /** Variables that jobs may set while `allowedCommands` is not empty. */
  readonly allowedVariables: readonly string[];
}

/** How one key reads and writes its value. The text form is what is stored and shown. */
interface Setting<T> {
  readonly limits: ConfigLimits;
  readonly field: keyof Config;
  readonly description: string;
  readonly initial: T;
  parse(text: string, key: string): T;
  format(value: T): string;
}

const MIB = 1_048_576;
const MAX_SIZE = 1_024 * 1_024 * MIB;

const SETTINGS = {
  "max-retries": whole("maxRetries", 3, 0, 1_000_000, "retries after a job's first execution"),
  "backoff-base": decimal("backoffBase", 2, 0, 1_000, "seconds, raised to the power of the attempts so far"),
  "backoff-max": duration("backoffMaxMs", "1d", "the longest wait between two attempts"),
  "backoff-jitter": decimal("backoffJitter", 0, 0, 1, "how far a backoff may stray from its value, either way"),
  "job-timeout": duration("jobTimeoutMs", "0s", "for jobs without one of their own; 0 means none"),
  "kill-grace": duration("killGraceMs", "10s", "the wait between SIGTERM and SIGKILL"),
  "poll-interval": duration("pollIntervalMs", "1s", "how often a runner looks by itself, without being woken", 10),
  "output-head": size("outputHeadBytes", MIB, "how much of the beginning of each stream is kept"),
  "output-tail": size("outputTailBytes", 4 * MIB, "how much of the end of each stream is kept"),
  "output-retention": duration("outputRetentionMs", "30d", "for the stored output of finished jobs; 0 keeps it"),
  retention: duration("retentionMs", "0s", "for completed and cancelled jobs; 0 keeps them"),
  "allowed-commands": list("allowedCommands", "executables that jobs may run; none means all"),
  "allowed-variables": list("allowedVariables", "variables that jobs may set beside allowed-commands", VARIABLE),
} as const;

export type ConfigKey = keyof typeof SETTINGS;

export const CONFIG_KEYS = Object.keys(SETTINGS) as ConfigKey[];

/** Not to be changed over a network: whoever may enqueue what these allow may not allow more. */
export const LOCAL_KEYS: readonly ConfigKey[] = ["allowed-commands", "allowed-variables"];

/** Other names that are accepted. Those that name a unit read plain numbers in it. */
const ALIASES: Record<string, { key: ConfigKey; unit?: "ms" | "s" }> = {
  "max-retries-default": { key: "max-retries" },
  "exp-backoff-base": { key: "backoff-base" },
  "job-timeout-sec": { key: "job-timeout", unit: "s" },
  "poll-interval-ms": { key: "poll-interval", unit: "ms" },
};

/** Of which kind a key's values are, and the least and the most: of words, how many. */
export interface ConfigLimits {
  readonly kind: "whole" | "decimal" | "seconds" | "bytes" | "words";
  readonly min: number;
  readonly max: number;
}

export function configLimits(key: ConfigKey): ConfigLimits {
  return SETTINGS[key].limits;
}

/** Every way to write a key, and how many of the numbers that it takes are one of the key's own. */
export const CONFIG_SPELLINGS: readonly {
  readonly pattern: RegExp;
  readonly key: ConfigKey;
  readonly perUnit: number;
}[] = [
  ...CONFIG_KEYS.map((key) => ({ pattern: spelt(key), key, perUnit: 1 })),
  ...Object.entries(ALIASES).map(([alias, { key, unit }]) => ({
    pattern: spelt(alias),
    key,
    perUnit: unit === "ms" ? 1_000 : 1,
  })),
];

function spelt(name: string): RegExp {
  return new RegExp(`^${name.replaceAll("-", "[-_]")}$`);
}

/** What a key means, in a few words. */
export function describeKey(key: ConfigKey): string {
  return SETTINGS[key].description;
}

/** Resolves an alias, and `_` for `-`. Throws `NotFound` with the nearest key where there is none. */
export function configKey(name: string): ConfigKey {
  const key = name.replaceAll("_", "-");
  if (Object.hasOwn(SETTINGS, key)) return key as ConfigKey;
  const alias = Object.hasOwn(ALIASES, key) ? ALIASES[key] : undefined;
  if (alias) return alias.key;
  throw new NotFound(
    `there is no config key ${JSON.stringify(name)}`,
    didYouMean(key, [...CONFIG_KEYS, ...Object.keys(ALIASES)], "see which there are: queuectl config list"),
  );
}

/** The text to store for `name`'s key, in its shortest form. Throws `InvalidInput` when the value is not one of its kind. */
export function configText(name: string, text: string): string {
  const key = configKey(name);
  const unit = ALIASES[name.replaceAll("_", "-")]?.unit;
  const setting = SETTINGS[key] as Setting<unknown>;
  return setting.format(setting.parse(unit && /^\s*\d+(\.\d+)?\s*$/.test(text) ? `${text.trim()}${unit}` : text, key));
}

/** Every key's value: what is stored, else its default. Text that a newer program stored for an unknown key is ignored. */
export function readConfig(stored: ReadonlyMap<string, string>): Config {
  const config: Record<string, unknown> = {};
  for (const key of CONFIG_KEYS) {
    const setting = SETTINGS[key] as Setting<unknown>;
    const text = stored.get(key);
    config[setting.field] = text === undefined ? setting.initial : setting.parse(text, key);
  }
  return config as unknown as Config;
}

/** The text form of a key's value, as `config get` prints it. */
export function formatConfig(config: Config, key: ConfigKey): string {
  const setting = SETTINGS[key] as Setting<unknown>;
  return setting.format(config[setting.field]);
}

/** The value of a key as JSON shows it: durations in seconds, sizes in bytes. */
export function configJson(config: Config, key: ConfigKey): unknown {
  const setting = SETTINGS[key];
  const value = config[setting.field];
  return setting.field.endsWith("Ms") ? (value as number) / 1_000 : value;
}

function whole(field: keyof Config, initial: number, min: number, max: number, description: string): Setting<number> {
  return number(field, initial, { kind: "whole", min, max, pattern: /^\d+$/, what: "a whole number" }, description);
}

function decimal(field: keyof Config, initial: number, min: number, max: number, description: string): Setting<number> {
  // With an exponent, too: so JavaScript writes the smallest ones, and what was written must be read again.
  return number(
    field,
    initial,
    { kind: "decimal", min, max, pattern: /^\d+(\.\d+)?(e-\d+)?$/, what: "a number" },
    description,
  );
}

function number(
  field: keyof Config,
  initial: number,
  rule: ConfigLimits & { pattern: RegExp; what: string },
  description: string,
): Setting<number> {
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

function duration(field: keyof Config, initial: string, description: string, minMs = 0): Setting<number> {
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

function size(field: keyof Config, initial: number, description: string): Setting<number> {
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

function list(field: keyof Config, description: string, word?: RegExp): Setting<readonly string[]> {
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
