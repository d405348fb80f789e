import { describe, expect, test } from "bun:test";
import * as fc from "fast-check";
import { InvalidInput, NotFound } from "../errors.ts";
import {
  CONFIG_KEYS,
  type ConfigKey,
  configJson,
  configKey,
  configText,
  describeKey,
  formatConfig,
  readConfig,
} from "./config.ts";

const DEFAULTS = readConfig(new Map());

test("every key has a default that is read back from its own text", () => {
  for (const key of CONFIG_KEYS) {
    const text = formatConfig(DEFAULTS, key);
    expect(readConfig(new Map([[key, text]]))).toEqual(DEFAULTS);
    expect(configText(key, text)).toBe(text);
    expect(describeKey(key).length).toBeGreaterThan(10);
  }
});

test("whatever is accepted is stored in a form that is read back as the same value", () => {
  const amount = fc.oneof(fc.double({ min: 0, noNaN: true }), fc.double({ min: 0, max: 1e-6, noNaN: true }), fc.nat());
  const text = fc.tuple(amount, fc.constantFrom("", "", "ms", "s", "h", "k", "MiB")).map(([n, unit]) => {
    return (n < 1e-6 ? n.toFixed(20) : String(n)) + unit;
  });
  const property = fc.property(fc.constantFrom(...CONFIG_KEYS), text, (key, given) => {
    let stored: string;
    try {
      stored = configText(key, given);
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidInput);
      return;
    }
    expect(formatConfig(readConfig(new Map([[key, stored]])), key)).toBe(stored);
  });
  fc.assert(property, { numRuns: 2_000 });
});

test("the defaults are those that are documented", () => {
  expect(Object.fromEntries(CONFIG_KEYS.map((key) => [key, formatConfig(DEFAULTS, key)]))).toEqual({
    "max-retries": "3",
    "backoff-base": "2",
    "backoff-max": "1d",
    "backoff-jitter": "0",
    "job-timeout": "0s",
    "kill-grace": "10s",
    "poll-interval": "1s",
    "output-head": "1MiB",
    "output-tail": "4MiB",
    "output-retention": "30d",
    retention: "0s",
    "allowed-commands": "",
    "allowed-variables": "",
  });
});

describe("keys", () => {
  test.each<[string, ConfigKey]>([
    ["max-retries", "max-retries"],
    ["max_retries", "max-retries"],
    ["max-retries-default", "max-retries"],
    ["exp_backoff_base", "backoff-base"],
    ["job-timeout-sec", "job-timeout"],
    ["poll-interval-ms", "poll-interval"],
  ])("%s means %s", (name, key) => {
    expect(configKey(name)).toBe(key);
  });

  test.each(["max-retrys", "constructor", "__proto__", "toString", ""])("there is no %j", (name) => {
    expect(() => configKey(name)).toThrow(NotFound);
  });

  test("names the nearest", () => {
    expect(() => configKey("max-retrys")).toThrow(expect.objectContaining({ fix: 'did you mean "max-retries"?' }));
  });
});

describe("values", () => {
  test.each([
    ["max-retries", "05", "5"],
    ["backoff-base", "2.50", "2.5"],
    ["backoff-jitter", "0.1", "0.1"],
    ["kill-grace", "90", "90s"],
    ["kill-grace", "60000ms", "1m"],
    ["poll-interval-ms", "250", "250ms"],
    ["poll-interval-ms", "2s", "2s"],
    ["job-timeout-sec", "90", "90s"],
    ["output-head", "65536", "64KiB"],
    ["output-tail", "4mb", "4MiB"],
    ["output-tail", "2G", "2GiB"],
    ["output-tail", "1000", "1000"],
    ["allowed-commands", " ls, df,,ls ", "ls,df"],
    ["allowed-variables", "TZ, LANG", "TZ,LANG"],
  ])("%s = %j is stored as %j", (key, text, stored) => {
    expect(configText(key, text)).toBe(stored);
  });

  test.each([
    ["job-timeout", "0.4ms"],
    ["job-timeout-sec", "0.0004"],
    ["poll-interval-ms", "0.4"],
    ["backoff-base", "1e-400"],
    ["backoff-jitter", `0.${"0".repeat(400)}1`],
    ["allowed-commands", "/bin/\ud800"],
    ["allowed-variables", "LANG,A=1"],
    ["allowed-variables", "BASH_FUNC_x%%"],
    ["allowed-variables", "*"],
    ["max-retries", "-1"],
    ["max-retries", "1.5"],
    ["max-retries", "many"],
    ["max-retries", "1000001"],
    ["max-retries", ""],
    ["backoff-base", "1e3"],
    ["backoff-base", "1001"],
    ["backoff-jitter", "1.01"],
    ["kill-grace", "soon"],
    ["poll-interval", "9ms"],
    ["output-head", "-1"],
    ["output-head", "1.5MiB"],
    ["output-tail", "2TiB"],
  ])("%s = %j is refused", (key, text) => {
    expect(() => configText(key, text)).toThrow(InvalidInput);
  });

  test("sizes are read back from their shortest form", () => {
    const law = fc.property(fc.nat(2 ** 31 - 1), (bytes) => {
      const text = configText("output-tail", String(bytes));
      expect(readConfig(new Map([["output-tail", text]])).outputTailBytes).toBe(bytes);
    });
    fc.assert(law);
  });

  test("JSON has seconds and bytes", () => {
    expect(configJson(DEFAULTS, "kill-grace")).toBe(10);
    expect(configJson(DEFAULTS, "output-head")).toBe(1_048_576);
    expect(configJson(DEFAULTS, "allowed-commands")).toEqual([]);
  });

  test("what a newer program stored for a key of its own is ignored", () => {
    expect(readConfig(new Map([["warp-factor", "9"]]))).toEqual(DEFAULTS);
  });
});
