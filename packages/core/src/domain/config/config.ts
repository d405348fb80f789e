import { NotFound } from "../errors.ts";
import { VARIABLE } from "../job/job.ts";
import { didYouMean } from "../text/nearest.ts";
import { type ConfigLimits, decimal, duration, list, MIB, type Setting, size, whole } from "./kinds.ts";

export type { ConfigLimits } from "./kinds.ts";

/** A key, what the code calls it, what it is unless somebody sets it, its range and its meaning. */
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

/** What is configured, in the code's own units. Stored with the jobs; changes take effect without a restart. */
export type Config = {
  readonly [Key in ConfigKey as (typeof SETTINGS)[Key]["field"]]: (typeof SETTINGS)[Key]["initial"];
};

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
  const setting = SETTINGS[key] as Setting<keyof Config, unknown>;
  return setting.format(setting.parse(unit && /^\s*\d+(\.\d+)?\s*$/.test(text) ? `${text.trim()}${unit}` : text, key));
}

/** Every key's value: what is stored, else its default. Text that a newer program stored for an unknown key is ignored. */
export function readConfig(stored: ReadonlyMap<string, string>): Config {
  const config: Record<string, unknown> = {};
  for (const key of CONFIG_KEYS) {
    const setting = SETTINGS[key] as Setting<keyof Config, unknown>;
    const text = stored.get(key);
    config[setting.field] = text === undefined ? setting.initial : setting.parse(text, key);
  }
  return config as unknown as Config;
}

/** The text form of a key's value, as `config get` prints it. */
export function formatConfig(config: Config, key: ConfigKey): string {
  const setting = SETTINGS[key] as Setting<keyof Config, unknown>;
  return setting.format(config[setting.field]);
}

/** The value of a key as JSON shows it: durations in seconds, sizes in bytes. */
export function configJson(config: Config, key: ConfigKey): unknown {
  const setting = SETTINGS[key];
  const value = config[setting.field];
  return setting.limits.kind === "seconds" ? (value as number) / 1_000 : value;
}
