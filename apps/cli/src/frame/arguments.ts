import { didYouMean, InvalidInput } from "@queuectl/core";
import type { Arg, Args, Values } from "./command.ts";

/** Accepted before and after every command. */
export const GLOBAL_ARGS = {
  db: {
    type: "string",
    valueHint: "PATH|URL",
    description: "the database; else QUEUECTL_DB, else $QUEUECTL_HOME/queue.db",
  },
  json: { type: "boolean", description: "print JSON on stdout and nothing else" },
  "no-color": { type: "boolean", description: "no colours; so does NO_COLOR" },
  help: { type: "boolean", alias: "h", description: "show this help" },
  version: { type: "boolean", description: "print the version" },
} satisfies Args;

export interface Parsed {
  readonly values: Readonly<Record<string, unknown>>;
  /** Words that no positional took. */
  readonly words: readonly string[];
}

/**
 * Reads `tokens` by the definitions, and refuses whatever they do not foresee: unknown flags, values that are missing,
 * doubled or not wanted. Flags and positionals may be mixed. Reading the positionals' words into values is left to `assign`.
 */
export function parseFlags(
  tokens: readonly string[],
  args: Args,
  stopAtWord = false,
): Parsed & { readonly used: number } {
  const values: Record<string, unknown> = Object.create(null);
  const words: string[] = [];
  let index = 0;
  for (; index < tokens.length; index++) {
    const token = tokens[index] as string;
    if (isWord(token)) {
      if (stopAtWord) break;
      words.push(token);
      continue;
    }
    const [name, arg, inline] = flagOf(token, args);
    if (arg.type === "boolean") {
      if (inline !== undefined) throw new InvalidInput(`${shown(name)} takes no value`, `write ${shown(name)} alone`);
      values[name] = true;
      continue;
    }
    const value = inline ?? valueAt(tokens, ++index, name);
    if (arg.many) values[name] = [...((values[name] as string[] | undefined) ?? []), value];
    else if (name in values) throw new InvalidInput(`${shown(name)} is given twice`, "give it once");
    else values[name] = value;
  }
  return { values, words, used: index };
}

/** Gives the words to the positionals, fills in defaults, checks what is required, and reads every text into its value. */
export function assign<A extends Args>(parsed: Parsed, args: A, now: number): Values<A> {
  const values: Record<string, unknown> = Object.create(null);
  const words = [...parsed.words];
  for (const [name, arg] of Object.entries(args)) {
    const given = arg.type === "positional" ? takeWords(words, arg) : parsed.values[name];
    const raw = given ?? arg.default;
    if (raw === undefined && arg.required) throw missing(name, arg);
    values[name] = raw === undefined ? absent(arg) : readValue(raw, name, arg, now);
  }
  if (words.length > 0)
    throw new InvalidInput(`there is an argument too many: ${JSON.stringify(words[0])}`, "see what it takes: --help");
  return values as Values<A>;
}

function takeWords(words: string[], arg: Arg): string | string[] | undefined {
  if (!arg.many) return words.shift();
  return words.length > 0 ? words.splice(0) : undefined;
}

function absent(arg: Arg): unknown {
  if (arg.type === "boolean") return false;
  return arg.many ? [] : undefined;
}

function missing(name: string, arg: Arg): InvalidInput {
  const what = arg.type === "positional" ? (arg.valueHint ?? name.toUpperCase()) : shown(name);
  return new InvalidInput(`${what} is missing`, "see what it takes: --help");
}

function readValue(raw: unknown, name: string, arg: Arg, now: number): unknown {
  if (Array.isArray(raw)) return raw.map((text) => readText(text, name, arg, now));
  return typeof raw === "string" ? readText(raw, name, arg, now) : raw;
}

function readText(text: string, name: string, arg: Arg, now: number): unknown {
  const what = arg.type === "positional" ? (arg.valueHint ?? name) : shown(name);
  if (arg.type === "enum" && arg.options && !arg.options.includes(text)) {
    const otherwise = `use one of ${arg.options.join(", ")}`;
    throw new InvalidInput(`${what}: ${JSON.stringify(text)} is not known`, didYouMean(text, arg.options, otherwise));
  }
  return arg.read ? arg.read(text, what, now) : text;
}

function flagOf(token: string, args: Args): [name: string, arg: Arg, inline: string | undefined] {
  const equals = token.indexOf("=");
  const flag = equals < 0 ? token : token.slice(0, equals);
  const inline = equals < 0 ? undefined : token.slice(equals + 1);
  for (const [name, arg] of Object.entries(args)) {
    if (arg.type === "positional") continue;
    if (flag === shown(name) || aliases(arg).some((alias) => flag === shown(alias))) return [name, arg, inline];
  }
  const flags = Object.keys(args).filter((name) => args[name]?.type !== "positional");
  throw new InvalidInput(`there is no flag ${flag}`, didYouMean(flag, flags.map(shown), "see which there are: --help"));
}

/** No flag: also `-`, and negative numbers. */
function isWord(token: string): boolean {
  return token === "-" || !token.startsWith("-") || /^-[\d.]+$/.test(token);
}

function valueAt(tokens: readonly string[], index: number, name: string): string {
  const value = tokens[index];
  // A flag is never another's value.
  if (value !== undefined && isWord(value)) return value;
  const behind = value === undefined ? "" : ` (one that begins with a dash: ${shown(name)}=${value})`;
  throw new InvalidInput(`${shown(name)} needs a value`, `give it as ${shown(name)} VALUE${behind}`);
}

/** The other names of a flag, without dashes. */
export function aliases(arg: Arg): readonly string[] {
  const alias = "alias" in arg ? arg.alias : undefined;
  return alias === undefined ? [] : Array.isArray(alias) ? alias : [alias];
}

/** A flag as it is written: one dash for a letter, two for a word. */
export function shown(name: string): string {
  return name.length === 1 ? `-${name}` : `--${name}`;
}
