import { checkSpec, type InputContext, InvalidInput, type JobSpec, type Moment, parseJob } from "@queuectl/core";
import { localZone } from "@queuectl/core/local-zone";
import type { Io } from "../io/io.ts";
import { variable } from "../io/utf8.ts";

/** The flags of `enqueue` that say something about the job itself. */
export interface JobFlags {
  readonly id: string | undefined;
  readonly priority: number | undefined;
  readonly "max-retries": number | undefined;
  readonly "backoff-base": number | undefined;
  readonly timeout: number | undefined;
  readonly "run-at": Moment | undefined;
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

/** Flags override a job's own fields; those override what is taken from the caller, its `PATH` only where that is asked for. */
export function completion(flags: JobFlags, io: Io, now: number, keepsPath: boolean): Completion {
  if (flags["run-at"] !== undefined && flags.delay !== undefined) {
    throw new InvalidInput("--run-at and --delay exclude each other", "give one of them");
  }
  const cwd = once(() => io.cwd());
  const path = once(() => (keepsPath ? pathOf(io) : {}));
  const variables = readVariables(flags.env, io);
  const own = given({
    id: flags.id,
    priority: flags.priority,
    maxRetries: flags["max-retries"],
    backoffBase: flags["backoff-base"],
    timeoutMs: flags.timeout,
    runAt: flags.delay === undefined ? flags["run-at"]?.at : now + flags.delay,
    queue: flags.queue,
    cwd: flags.cwd === undefined ? undefined : absolute(flags.cwd, cwd),
  });
  const context: InputContext = {
    now,
    zone: once(localZone),
    get cwd() {
      return cwd();
    },
  };
  // Nothing is looked for here that the job says of itself: it may be what cannot be taken over.
  const spec = (job: JobSpec): JobSpec => {
    const named = "PATH" in variables || (job.env !== undefined && Object.hasOwn(job.env, "PATH"));
    const env = { ...(named ? {} : path()), ...job.env, ...variables };
    return checkSpec({ ...job, ...own, cwd: own.cwd ?? job.cwd ?? cwd(), env });
  };
  return { spec, json: (value) => spec(parseJob(value, context)) };
}

function once<T>(find: () => T): () => T {
  let found: { readonly value: T } | null = null;
  return () => {
    found ??= { value: find() };
    return found.value;
  };
}

/** The caller's search path. */
function pathOf(io: Io): Record<string, string> {
  const path = variable("PATH", io);
  return path === undefined ? {} : { PATH: path };
}

function given(fields: Partial<JobSpec>): Partial<JobSpec> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function absolute(path: string, cwd: () => string): string {
  if (path === "") throw new InvalidInput("--cwd is empty", "name a directory");
  return path.startsWith("/") ? path : path === "." ? cwd() : `${cwd()}/${path}`;
}

/** `NAME=VALUE`, or `NAME` for the caller's own value: never the whole environment, which may hold secrets. */
function readVariables(entries: readonly string[], io: Io): Record<string, string> {
  const variables: Record<string, string> = Object.create(null);
  for (const entry of entries) {
    const equals = entry.indexOf("=");
    const name = equals < 0 ? entry : entry.slice(0, equals);
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      throw new InvalidInput(`--env: ${JSON.stringify(name)} is not the name of a variable`, "write --env NAME=VALUE");
    }
    const value = equals >= 0 ? entry.slice(equals + 1) : variable(name, io);
    if (value === undefined) {
      throw new InvalidInput(`--env: ${name} is not set here`, `give it a value: --env ${name}=VALUE`);
    }
    if (Object.hasOwn(variables, name)) throw new InvalidInput(`--env: ${name} is given twice`, "give it once");
    variables[name] = value;
  }
  return variables;
}
