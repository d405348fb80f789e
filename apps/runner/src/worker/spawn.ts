import { accessSync, constants, statSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { type Command, InvalidInput } from "@queuectl/core";
import type { DescriptorLimit } from "./descriptor-limit.ts";

export interface Spawned {
  readonly pid: number;
}

export interface SpawnRequest {
  readonly argv: readonly string[];
  readonly cwd: string | null;
  readonly env: Readonly<Record<string, string>>;
  readonly stdout: number;
  readonly stderr: number;
  readonly exited: (exitCode: number | null, signal: string | number | null) => void;
}

/** Starts a process, or throws what the system said; a simulation starts none. */
export type Spawn = (request: SpawnRequest) => Spawned;

/** Starts processes of this system, under the limit that jobs have. */
export function spawnWith(limit: DescriptorLimit | null): Spawn {
  return (request) => {
    const start = () => spawnProcess(request);
    return limit === null ? start() : limit.start(start, request.stderr);
  };
}

function spawnProcess({ argv, cwd, env, stdout, stderr, exited }: SpawnRequest): Spawned {
  return Bun.spawn([...argv], {
    // A session and process group of its own: what ends the job must not end the runner, nor the other way round.
    detached: true,
    stdin: "ignore",
    stdout,
    stderr,
    env,
    ...(cwd === null ? {} : { cwd }),
    onExit: (child, exitCode) => exited(exitCode, child.signalCode),
  });
}

/** What the system executes for a command: a string is a line for the shell. */
export function argvOf(command: Command): readonly string[] {
  return typeof command === "string" ? ["/bin/sh", "-c", command] : command;
}

/** Why a process was not started: the job's own fault, or the machine's, which may pass. */
export interface SpawnFailure {
  readonly fault: "job" | "machine";
  readonly reason: string;
  /** Nothing that may change outside of the job lets it start. */
  readonly hopeless?: true;
}

const HOPELESS: Record<string, string> = {
  E2BIG: "argument list too long: a word or variable has 128 KiB, or all of them are more than the stack limit allows",
  ENAMETOOLONG: "file name too long: no program and no directory can have it",
};

const MACHINE: Record<string, string> = {
  EAGAIN: "too many processes",
  ENOMEM: "out of memory",
  EMFILE: "too many open files",
  ENFILE: "too many open files on the machine",
  ENOSPC: "no space left on the device",
  EIO: "input/output error",
};

/** What the machine lacks that an attempt needs; `null` for any other error. */
export function explainMachine(error: unknown): string | null {
  return MACHINE[(error as NodeJS.ErrnoException).code ?? ""] ?? null;
}

/** Says exactly why; the system's own words blame a missing directory on the command. */
export function explainFailure(error: unknown, request: Omit<SpawnRequest, "exited">): SpawnFailure {
  if (error instanceof InvalidInput) return { fault: "job", reason: error.message };
  const code = (error as NodeJS.ErrnoException).code ?? "";
  const machine = explainMachine(error);
  if (machine !== null) return { fault: "machine", reason: machine };
  const hopeless = HOPELESS[code];
  if (hopeless !== undefined) return { fault: "job", reason: hopeless, hopeless: true };
  return { fault: "job", reason: cwdProblem(request.cwd) ?? commandProblem(code, request) ?? String(error) };
}

function cwdProblem(cwd: string | null): string | null {
  if (cwd === null) return null;
  const shown = JSON.stringify(cwd);
  try {
    if (!statSync(cwd).isDirectory()) return `the working directory ${shown} is not a directory`;
    accessSync(cwd, constants.X_OK);
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EACCES"
      ? `the working directory ${shown} may not be entered`
      : `the working directory ${shown} does not exist`;
  }
}

function commandProblem(code: string, { argv, cwd, env }: Omit<SpawnRequest, "exited">): string | null {
  const name = argv[0] as string;
  const shown = JSON.stringify(name);
  switch (code) {
    case "ENOENT":
      if (!name.includes("/")) return `command not found: ${shown} is not in PATH (${env["PATH"] ?? "not set"})`;
      return exists(isAbsolute(name) ? name : join(cwd ?? process.cwd(), name))
        ? `${shown} names an interpreter that does not exist`
        : `command not found: ${shown} does not exist`;
    case "EACCES":
    case "EPERM":
      return `${shown} is not executable`;
    case "ENOEXEC":
      return `${shown} is neither a program nor a script that begins with #!`;
    case "ENOTDIR":
      return `command not found: ${shown} leads through something that is not a directory`;
    case "ERR_INVALID_ARG_VALUE":
      return "the command or its environment contains a NUL character";
    default:
      return null;
  }
}

function exists(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch {
    return false;
  }
}
