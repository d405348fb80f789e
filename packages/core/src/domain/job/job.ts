import type { OutcomeKind } from "../attempt/outcome.ts";
import { InvalidInput } from "../errors.ts";
import type { JobState } from "../state.ts";
import { MAX_DURATION_MS } from "../time/duration.ts";
import { checkPathSize, checkStartSize } from "./start-size.ts";

/** What runs: one shell line for `/bin/sh -c`, or an argv array without a shell. */
export type Command = string | readonly string[];

/** What a caller asks for. Whatever is left out is filled in from the store's config when the job is enqueued. */
export interface JobSpec {
  /** 1–200 characters of `A–Z a–z 0–9 . _ : -`, but neither `.` nor `..`; a UUIDv7 unless given. */
  readonly id?: string | undefined;
  /** At most `MAX_WORD_BYTES` for each word or for the line, and `MAX_START_BYTES` together with `env`; no NUL, no half characters. */
  readonly command: Command;
  /** Named like an id; `default` unless given. */
  readonly queue?: string | undefined;
  /** Higher runs first; a whole number of at most ±1,000,000, 0 unless given. */
  readonly priority?: number | undefined;
  /** Retries after the first execution, 0 to 1,000,000. */
  readonly maxRetries?: number | undefined;
  /** Seconds, 0 to 1,000. */
  readonly backoffBase?: number | undefined;
  /** 0 means none; left out, the config's `job-timeout` at execution time counts. */
  readonly timeoutMs?: number | undefined;
  /** UTC epoch milliseconds; at once unless given. */
  readonly runAt?: number | undefined;
  /** An absolute path of at most `MAX_PATH_BYTES`; the runner's own unless given. */
  readonly cwd?: string | undefined;
  /** Added to the runner's environment. Names are `[A-Za-z_][A-Za-z0-9_]*`; each at most `MAX_WORD_BYTES` as `NAME=value`. */
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** What a list may show in part only. */
export const EXCERPTS = ["command", "env"] as const;

export type Excerpted = (typeof EXCERPTS)[number];

/** A durable request to run one command, as its store has it. Instants are UTC epoch milliseconds. */
export interface Job {
  /** The order of enqueueing within its store. Never used twice. */
  readonly seq: number;
  readonly id: string;
  readonly queue: string;
  readonly command: Command;
  readonly cwd: string | null;
  readonly env: Readonly<Record<string, string>>;
  readonly state: JobState;
  readonly priority: number;
  /** Executions that count against `maxRetries`, the current one included. */
  readonly attempts: number;
  /** Losses in a row: its runner or worker died under it. */
  readonly crashes: number;
  readonly maxRetries: number;
  readonly backoffBase: number;
  /** `null`: the config's `job-timeout` at execution time. */
  readonly timeoutMs: number | null;
  /** When it becomes, or became, due. */
  readonly runAt: number;
  /** The runner that holds it while it is `processing`. */
  readonly runner: string | null;
  readonly cancelRequestedAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly finishedAt: number | null;
  /** The most recent attempt; `null` before the first claim. */
  readonly last: Attempt | null;
  /** In a list: what is not here as a whole, but as `excerpt` says. Left out, it is whole. */
  readonly truncated?: readonly Excerpted[] | undefined;
}

/** One numbered execution of a job: 1, 2, 3 … A claim that was given back before anything began uses up no number. */
export interface Attempt {
  readonly number: number;
  readonly runner: string;
  /** Which of the runner's workers, from 1; `null` while the claim is held. */
  readonly worker: number | null;
  readonly pid: number | null;
  readonly claimedAt: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  readonly outcome: OutcomeKind | null;
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** Why it did not succeed. */
  readonly error: string | null;
  /** How many bytes it has written so far, as far as the store knows. */
  readonly stdoutBytes: number;
  readonly stderrBytes: number;
}

/** Since when a job waits to be claimed: since it was due, but not before it was there. */
export function dueSince({ runAt, createdAt }: Pick<Job, "runAt" | "createdAt">): number {
  return Math.max(runAt, createdAt);
}

export const DEFAULT_QUEUE = "default";
const MAX_PRIORITY = 1_000_000;
const MAX_RETRIES = 1_000_000;
const MAX_BACKOFF_BASE = 1_000;
/** The last instant that a JavaScript date can name, less the longest delay. */
const MAX_INSTANT = 8.64e15 - MAX_DURATION_MS;

/** `.` and `..` are none: every reader of addresses takes them for a way up, so that no URL could name them. */
export const NAME = /^(?!\.{1,2}$)[A-Za-z0-9._:-]{1,200}$/;
/** The name of a variable. Those by which bash takes functions (`BASH_FUNC_x%%`) are none. */
export const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** What to tell whoever gave a name that is none. */
export const NAME_RULE = "use 1 to 200 characters of A-Z a-z 0-9 . _ : -, but neither . nor .. alone";

/** Whether `text` may name a job, a queue or a runner. */
export function isName(text: string): boolean {
  return NAME.test(text);
}

/** Returns `spec` if every field is in range, else throws `InvalidInput` that names the field. */
export function checkSpec(spec: JobSpec): JobSpec {
  checkName("id", spec.id);
  checkName("queue", spec.queue);
  checkNumber("priority", spec.priority, -MAX_PRIORITY, MAX_PRIORITY, "whole");
  checkNumber("max_retries", spec.maxRetries, 0, MAX_RETRIES, "whole");
  checkNumber("backoff_base", spec.backoffBase, 0, MAX_BACKOFF_BASE, "any");
  checkNumber("timeout", spec.timeoutMs, 0, MAX_DURATION_MS, "whole");
  checkNumber("run_at", spec.runAt, 0, MAX_INSTANT, "whole");
  if (spec.cwd !== undefined) checkCwd(spec.cwd);
  if (spec.env !== undefined) checkEnv(spec.env);
  checkCommand(spec.command, spec.env ?? {});
  return spec;
}

function checkCommand(command: Command, env: Readonly<Record<string, string>>): void {
  const words = typeof command === "string" ? [command] : command;
  const first = words[0];
  if (first === undefined || first.trim() === "")
    throw new InvalidInput("command: it is empty", "say what to execute, for example echo hi");
  for (const word of words) {
    if (word.includes("\0"))
      throw new InvalidInput("command: it contains a NUL character", "no program can be given one; leave it out");
    if (!word.isWellFormed()) throw halved("command", "it");
  }
  if (typeof command !== "string") checkPathSize(first, "command");
  checkStartSize(words, env);
}

function checkCwd(cwd: string): void {
  if (!cwd.startsWith("/") || cwd.includes("\0"))
    throw new InvalidInput(`cwd: ${JSON.stringify(cwd)} is not an absolute path`, "begin it with /");
  if (!cwd.isWellFormed()) throw halved("cwd", "it");
  checkPathSize(cwd, "cwd");
}

/** Half of a surrogate pair: JSON and JavaScript can write it, but no bytes are its own; a program would be given others. */
function halved(field: string, where: string): InvalidInput {
  return new InvalidInput(
    `${field}: half a character stands in ${where}`,
    "a \\ud800 to \\udbff and a \\udc00 to \\udfff make one together; write both, or leave it out",
  );
}

function checkName(field: string, name: string | undefined): void {
  if (name !== undefined && !isName(name)) {
    throw new InvalidInput(`${field}: ${JSON.stringify(name.slice(0, 220))} is not a valid name`, NAME_RULE);
  }
}

function checkNumber(field: string, value: number | undefined, min: number, max: number, kind: "whole" | "any"): void {
  if (value === undefined || (value >= min && value <= max && (kind === "any" || Number.isInteger(value)))) return;
  throw new InvalidInput(
    `${field}: ${value} is out of range`,
    `use a ${kind === "whole" ? "whole " : ""}number from ${min} to ${max}`,
  );
}

function checkEnv(env: Readonly<Record<string, string>>): void {
  for (const name in env) {
    if (!VARIABLE.test(name)) {
      throw new InvalidInput(
        `env: ${JSON.stringify(name)} is not the name of a variable`,
        "use letters, digits and _, and no digit at its beginning",
      );
    }
    if (env[name]?.includes("\0"))
      throw new InvalidInput(
        `env: the value of ${name} contains a NUL character`,
        "no variable can hold one; leave it out",
      );
    if (env[name]?.isWellFormed() === false) throw halved("env", `the value of ${name}`);
  }
}
