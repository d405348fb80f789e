import { type JobStore, QueuectlError } from "@queuectl/core";
import { type Found, findCommand } from "./find-command.ts";
import { assign, GLOBAL_ARGS, type Parsed, parseFlags } from "./frame/arguments.ts";
import type { Command } from "./frame/command.ts";
import { EXIT, EXIT_CODES } from "./frame/exit-codes.ts";
import { isDefault, locate, openStore, openStoreOnce, type StoreAccess } from "./frame/open-store.ts";
import type { Io } from "./io/io.ts";
import { checkWords } from "./io/utf8.ts";
import { Out } from "./print/out.ts";

/** Runs one command line to its end. Resolves to its exit code, and never rejects. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  // What stands behind the first `--` is the job's, `--help` included: nothing below ever looks at it.
  const cut = argv.indexOf("--");
  const tokens = cut < 0 ? argv : argv.slice(0, cut);
  const rest = cut < 0 ? null : argv.slice(cut + 1);
  const color = !tokens.includes("--no-color") && !io.env.NO_COLOR && io.env.TERM !== "dumb";
  const out = new Out(io, tokens.includes("--json"), color);
  try {
    if (io.platform === "win32") {
      throw new QueuectlError("queuectl runs on Linux and macOS", "failed", "on Windows, use it within WSL");
    }
    checkWords(argv, io);
    return await dispatch(tokens, rest, out, io);
  } catch (error) {
    // Where nobody listens on stderr, the exit code still tells.
    return await report(error, out, io).catch(() => codeOf(error));
  }
}

async function dispatch(tokens: readonly string[], rest: readonly string[] | null, out: Out, io: Io): Promise<number> {
  if (tokens.includes("--version")) {
    const { version } = await import("./frame/version.ts");
    await out.line(`queuectl ${version}`);
    return EXIT.done;
  }
  const found = findCommand(tokens);
  const asked = [...found.globals, ...found.remaining].some((token) => token === "--help" || token === "-h");
  if (found.entry === null || !("load" in found.entry)) return await showGroup(found, asked, out);
  const { default: command } = await found.entry.load();
  if (!asked) return await run(command, found, rest, out, io);
  const { commandHelp } = await import("./help.ts");
  await out.line(commandHelp(found.path, command, out));
  return EXIT.done;
}

/** A group is no command: asked for, its help is the answer; otherwise it is what was wrong. */
async function showGroup({ entry, path }: Found, asked: boolean, out: Out): Promise<number> {
  const { groupHelp, PLAIN } = await import("./help.ts");
  const { COMMANDS } = await import("./table-of-commands.ts");
  const summary = entry?.summary ?? "queuectl: a durable job queue for commands";
  const commands = entry?.commands ?? COMMANDS;
  const text = groupHelp(path, summary, commands, asked ? out : PLAIN);
  if (asked) await out.line(text);
  else await out.stderr(`${text}\n`);
  return asked ? EXIT.done : EXIT.usage;
}

async function run(command: Command, found: Found, rest: readonly string[] | null, out: Out, io: Io): Promise<number> {
  const args = { ...command.args, ...GLOBAL_ARGS };
  const flags = parseFlags([...found.globals, ...found.remaining], args);
  const parsed: Parsed = command.takesRest ? flags : { ...flags, words: [...flags.words, ...(rest ?? [])] };
  const values = assign(parsed, args, io.now());
  const location = locate(values.db, io);
  const place = { path: location, isDefault: isDefault(values.db, io) };
  let store: JobStore | undefined;
  try {
    if (command.access !== "none") store = await openStoreOnce(place, command.access);
    const context = {
      args: values as never,
      rest,
      store: store as never,
      location,
      place,
      openStore: (access: StoreAccess) => openStore(place, access),
      out,
      json: out.json,
      now: io.now,
      io,
    };
    return (await command.run(context)) ?? EXIT.done;
  } finally {
    await store?.close();
  }
}

/** Says what went wrong, and gives the exit code for it. */
async function report(error: unknown, out: Out, io: Io): Promise<number> {
  // `queuectl list | head`: whoever read has what they wanted.
  if ((error as { code?: unknown } | null)?.code === "EPIPE") return EXIT.done;
  if (io.env.QUEUECTL_DEBUG === "1" && error instanceof Error) await out.stderr(`${error.stack}\n`);
  if (error instanceof QueuectlError) await out.error(error.message, error.fix);
  else {
    const [message] = (error instanceof Error ? error.message : String(error)).split("\n");
    await out.error(`unexpected: ${message}`, "QUEUECTL_DEBUG=1 shows where it came from");
  }
  return codeOf(error);
}

function codeOf(error: unknown): number {
  return error instanceof QueuectlError ? EXIT_CODES[error.code] : EXIT.failed;
}
