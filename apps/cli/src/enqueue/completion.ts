import { checkSpec, type InputContext, InvalidInput, type JobSpec, parseJob } from "@queuectl/core";
import type { Environment, Io } from "../io.ts";

/** The flags of `enqueue` that say something about the job itself. */
export interface JobFlags {
  readonly id: string | undefined;
  readonly priority: number | undefined;
  readonly "max-retries": number | undefined;
  readonly "backoff-base": number | undefined;
  readonly timeout: number | undefined;
  readonly "run-at": number | undefined;
  readonly delay: number | undefined;
  readonly queue: string | undefined;
  readonly cwd: string | undefined;
  readonly env: readonly string[];
}

/** Turns what was given into what is stored. */
export interface Completion {
  /** Reads a job's JSON. */
  json(value: unknown): JobSpec;
  /** Takes what a job says of itself, lets flags override it, and adds where and with which PATH it was asked for. */
  spec(given: JobSpec): JobSpec;
}

/** Flags override a job's own fields; those override what is taken from the caller. */
export function completion(flags: JobFlags, io: Io, now: number): Completion {
  if (flags["run-at"] !== undefined && flags.delay !== undefined) {
    throw new InvalidInput("--run-at and --delay exclude each other", "give one of them");
  }
  const cwd = io.cwd();
  const context: InputContext = { now, cwd };
  const own = given({
    id: flags.id,
    priority: flags.priority,
    maxRetries: flags["max-retries"],
    backoffBase: flags["backoff-base"],
    timeoutMs: flags.timeout,
    runAt: flags.delay === undefined ? flags["run-at"] : now + flags.delay,
    queue: flags.queue,
    cwd: flags.cwd === undefined ? undefined : absolute(flags.cwd, cwd),
  });
  const path: Record<string, string> = io.env.PATH === undefined ? {} : { PATH: io.env.PATH };
  const variables = readVariables(flags.env, io.env);
  const spec = (job: JobSpec): JobSpec =>
    checkSpec({ cwd, ...job, ...own, env: { ...path, ...job.env, ...variables } });
  return { spec, json: (value) => spec(parseJob(value, context)) };
}

function given(fields: Partial<JobSpec>): Partial<JobSpec> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function absolute(path: string, cwd: string): string {
  if (path === "") throw new InvalidInput("--cwd is empty", "name a directory");
  return path.startsWith("/") ? path : path === "." ? cwd : `${cwd}/${path}`;
}

/** `NAME=VALUE`, or `NAME` for the caller's own value: never the whole environment, which may hold secrets. */
function readVariables(entries: readonly string[], env: Environment): Record<string, string> {
  const variables: Record<string, string> = Object.create(null);
  for (const entry of entries) {
    const equals = entry.indexOf("=");
    const name = equals < 0 ? entry : entry.slice(0, equals);
    // Its own: every object has a `constructor`, and none of them is a variable.
    const value = equals >= 0 ? entry.slice(equals + 1) : Object.hasOwn(env, name) ? env[name] : undefined;
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      throw new InvalidInput(`--env: ${JSON.stringify(name)} is not the name of a variable`, "write --env NAME=VALUE");
    }
    if (value === undefined) {
      throw new InvalidInput(`--env: ${name} is not set here`, `give it a value: --env ${name}=VALUE`);
    }
    if (Object.hasOwn(variables, name)) throw new InvalidInput(`--env: ${name} is given twice`, "give it once");
    variables[name] = value;
  }
  return variables;
}
