import { aliases, GLOBAL_ARGS, shown } from "./arguments.ts";
import type { Arg, Args, Command } from "./command.ts";
import type { Paint } from "./paint.ts";
import type { Commands } from "./table-of-commands.ts";

const ROOT_EXAMPLES = ["queuectl enqueue -- convert a.png b.jpg", "queuectl worker start --count 4", "queuectl status"];

/** Help for the program, or for a group of commands. */
export function groupHelp(path: readonly string[], summary: string, commands: Commands, paint: Paint): string {
  const name = ["queuectl", ...path].join(" ");
  return sections(paint, [
    [null, [summary]],
    ["Usage", [`${name} <command> [arguments] [flags]`]],
    ["Commands", columns(Object.entries(commands).map(([word, entry]) => [word, entry.summary]))],
    ["Flags", columns(flagRows(GLOBAL_ARGS))],
    ["Examples", path.length === 0 ? ROOT_EXAMPLES : []],
    [null, [`${name} <command> --help tells more about a command.`]],
  ]);
}

/** Help for one command. */
export function commandHelp(path: readonly string[], command: Command, paint: Paint): string {
  const name = ["queuectl", ...path].join(" ");
  const { description } = command.meta;
  return sections(paint, [
    [null, [description]],
    ["Usage", command.usage ?? [`${name} ${usageOf(command.args)}`]],
    ["Arguments", columns(positionalRows(command.args))],
    ["Flags", columns(flagRows(command.args))],
    ["Everywhere", columns(flagRows(GLOBAL_ARGS))],
    ["Examples", command.examples ?? []],
    [null, command.notes ?? []],
  ]);
}

function usageOf(args: Args): string {
  const words = Object.entries(args).filter(([, arg]) => arg.type === "positional");
  const positionals = words.map(([name, arg]) => {
    const label = `${arg.valueHint ?? name.toUpperCase()}${arg.many ? "…" : ""}`;
    return arg.required ? label : `[${label}]`;
  });
  return [...positionals, "[flags]"].join(" ");
}

function positionalRows(args: Args): [string, string][] {
  return Object.entries(args)
    .filter(([, arg]) => arg.type === "positional")
    .map(([name, arg]) => [arg.valueHint ?? name.toUpperCase(), arg.description ?? ""]);
}

function flagRows(args: Args): [string, string][] {
  return Object.entries(args)
    .filter(([, arg]) => arg.type !== "positional")
    .map(([name, arg]) => [flagLabel(name, arg), describe(arg)]);
}

function flagLabel(name: string, arg: Arg): string {
  const names = [...aliases(arg), name].sort((a, b) => a.length - b.length).map(shown);
  const value = arg.type === "boolean" ? "" : ` ${arg.valueHint ?? "VALUE"}`;
  return `${names.join(", ")}${value}`;
}

function describe(arg: Arg): string {
  const notes = [];
  if (arg.many && arg.type !== "positional") notes.push("repeatable");
  if (typeof arg.default === "string") notes.push(`default ${arg.default}`);
  return `${arg.description ?? ""}${notes.length > 0 ? ` (${notes.join(", ")})` : ""}`;
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `${left.padEnd(width)}  ${right}`.trimEnd());
}

function sections(paint: Paint, parts: readonly (readonly [title: string | null, lines: readonly string[]])[]): string {
  return parts
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) =>
      title === null ? lines.join("\n") : [paint("bold", `${title}:`), ...lines.map((line) => `  ${line}`)].join("\n"),
    )
    .join("\n\n");
}
