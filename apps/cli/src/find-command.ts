import { didYouMean, InvalidInput } from "@queuectl/core";
import { GLOBAL_ARGS, parseFlags } from "./frame/arguments.ts";
import { COMMANDS, type Commands, type Entry } from "./table-of-commands.ts";

/** Where the command line leads to: the table's entry, the words that named it, and what is left for the command to read. */
export interface Found {
  /** `null` where no command was named. */
  readonly entry: Entry | null;
  readonly path: readonly string[];
  readonly remaining: readonly string[];
  /** Global flags that stood before the command, as tokens. */
  readonly globals: readonly string[];
}

/** Finds the command that `tokens` name. Only global flags may stand before or within its name. */
export function findCommand(tokens: readonly string[]): Found {
  const globals: string[] = [];
  const path: string[] = [];
  let entry: Entry | null = null;
  let commands: Commands | null = COMMANDS;
  let remaining = tokens;
  while (commands !== null) {
    const { used } = parseFlags(remaining, GLOBAL_ARGS, true);
    globals.push(...remaining.slice(0, used));
    const word = remaining[used];
    remaining = remaining.slice(used + 1);
    if (word === undefined) break;
    // `queuectl help list` is `queuectl list --help`.
    if (word === "help" && path.length === 0 && !globals.includes("--help")) {
      globals.push("--help");
      continue;
    }
    if (!Object.hasOwn(commands, word)) throw unknown(word, path, commands);
    path.push(word);
    entry = commands[word] as Entry;
    commands = entry.commands ?? null;
    // A command that is a group besides: only the very next word can say that it is meant as one.
    if ("load" in entry && !Object.hasOwn(commands ?? {}, remaining[0] ?? "")) commands = null;
  }
  return { entry, path, remaining, globals };
}

function unknown(word: string, path: readonly string[], commands: Commands): InvalidInput {
  const group = ["queuectl", ...path].join(" ");
  const fix = didYouMean(word, Object.keys(commands), `see which there are: ${group} --help`);
  return new InvalidInput(`there is no command ${JSON.stringify([...path, word].join(" "))}`, fix);
}
