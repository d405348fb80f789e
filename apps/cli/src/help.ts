import { aliases, GLOBAL_ARGS, shown } from "./frame/arguments.ts";
import type { Arg, Args, Command } from "./frame/command.ts";
import { type Paint, plain } from "./print/paint.ts";
import type { Commands } from "./table-of-commands.ts";

const ROOT_EXAMPLES = ["queuectl enqueue -- convert a.png b.jpg", "queuectl worker start --count 4", "queuectl status"];

/** How help is drawn. */
export interface Look {
  readonly paint: Paint;
  /** Of the terminal; infinite elsewhere. */
  readonly width: number;
}

export const PLAIN: Look = { paint: plain, width: Number.POSITIVE_INFINITY };

/** Help for the program, or for a group of commands. */
export function groupHelp(path: readonly string[], summary: string, commands: Commands, look: Look): string {
  const name = ["queuectl", ...path].join(" ");
  return sections(look, [
    [null, [summary]],
    ["Usage", [`${name} <command> [arguments] [flags]`]],
    ["Commands", Object.entries(commands).map(([word, entry]) => [word, entry.summary] as const)],
    ["Flags", flagRows(GLOBAL_ARGS)],
    ["Examples", path.length === 0 ? ROOT_EXAMPLES : []],
    [null, [`${name} <command> --help tells more about a command.`]],
  ]);
}

/** Help for one command. */
export function commandHelp(path: readonly string[], command: Command, look: Look): string {
  const name = ["queuectl", ...path].join(" ");
  const { description } = command.meta;
  return sections(look, [
    [null, [description]],
    ["Usage", command.usage ?? [`${name} ${usageOf(command.args)}`]],
    ["Arguments", positionalRows(command.args)],
    ["Flags", flagRows(command.args)],
    ["Everywhere", flagRows(GLOBAL_ARGS)],
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

/** A line, or two columns of which the right one may need several lines. */
type Line = string | readonly [left: string, right: string];

type Section = readonly [title: string | null, lines: readonly Line[]];

const INDENT = "  ";

function sections({ paint, width }: Look, parts: readonly Section[]): string {
  return parts
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => {
      if (title === null) return lines.map((line) => folded(String(line), "", width)).join("\n");
      const left = Math.max(...lines.map((line) => (typeof line === "string" ? 0 : line[0].length)));
      const drawn = lines.map((line) => {
        if (typeof line === "string") return INDENT + line;
        return folded(`${INDENT}${line[0].padEnd(left)}${INDENT}${line[1]}`, " ".repeat(left + 4), width);
      });
      return [paint("bold", `${title}:`), ...drawn].join("\n");
    })
    .join("\n\n");
}

/** Breaks a line between words; what follows is indented. A terminal too narrow for that breaks it as it likes. */
function folded(line: string, indent: string, width: number): string {
  if (line.length <= width || width < indent.length + 20) return line.trimEnd();
  const at = line.lastIndexOf(" ", width);
  if (at <= indent.length) return line;
  return `${line.slice(0, at).trimEnd()}\n${folded(indent + line.slice(at + 1), indent, width)}`;
}
