import type { JobState } from "./state.ts";
import { shellWord } from "./text/shell-word.ts";

/**
 * Everything that queuectl refuses, as a closed set of codes. Whoever shows an error maps its code once:
 * the command line to an exit code, HTTP to a status.
 */
export type ErrorCode =
  /** What was asked for makes no sense as it stands. Nothing was stored. */
  | "invalid-input"
  /** A job with this id exists already. */
  | "job-exists"
  /** The state of the job forbids it. */
  | "job-conflict"
  /** The same idempotency key came with other jobs before. */
  | "key-reused"
  /** What is there forbids it: a file that is not to be overwritten, a store that others work with. */
  | "conflict"
  | "not-found"
  /** The store could not be locked in time; trying again later may help. */
  | "store-busy"
  /** The store cannot be read or written now: disk full, I/O error, read-only, vanished. */
  | "store-unavailable"
  /** The store must not be used as it is: newer, foreign, corrupt, or open to others. */
  | "store-refused"
  /** Anything else that was foreseen: a runner that does not stop in time, a port that is taken. */
  | "failed";

/** An error that a user understands: one line that says what is wrong, and where there is one, a line that says what to do. */
export class QueuectlError extends Error {
  override readonly name: string = "QueuectlError";

  constructor(
    message: string,
    readonly code: ErrorCode,
    readonly fix: string | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Wrong input always comes with the way to put it right: whoever writes a refusal has to know it. */
export class InvalidInput extends QueuectlError {
  override readonly name = "InvalidInput";
  constructor(message: string, fix: string) {
    super(message, "invalid-input", fix);
  }
}

export class JobExists extends QueuectlError {
  override readonly name = "JobExists";
  constructor(
    readonly id: string,
    /** Which of the jobs of one call it was, counted from 0. */
    readonly index = 0,
    /** Which one before it in that call has the same id; `null` when it was taken before. */
    readonly earlier: number | null = null,
  ) {
    super(
      `a job with the id ${id} exists already`,
      "job-exists",
      `choose another id, or look at it: queuectl show ${id}`,
    );
  }
}

export class KeyReused extends QueuectlError {
  override readonly name = "KeyReused";
  constructor(readonly key: string) {
    super(
      `the idempotency key ${JSON.stringify(key)} came with other jobs before`,
      "key-reused",
      "draw a new key for each request; say the same one again only with the same body",
    );
  }
}

export class NotFound extends QueuectlError {
  override readonly name = "NotFound";
  constructor(message: string, fix: string | null = null) {
    super(message, "not-found", fix);
  }
}

/** There is no store where one was looked for. */
export class StoreMissing extends NotFound {
  constructor(
    readonly path: string,
    message = `there is no store at ${path}`,
    fix = `check the path; to make one there: queuectl init --db ${shellWord(path)}`,
  ) {
    super(message, fix);
  }
}

export class JobNotFound extends NotFound {
  constructor(readonly id: string) {
    super(`there is no job ${id}`, "see which there are: queuectl list");
  }
}

/** The state of a job forbids what was asked of it. Nothing was changed. */
export class JobConflict extends QueuectlError {
  override readonly name = "JobConflict";
  constructor(
    readonly id: string,
    readonly state: JobState,
    verb: string,
    allowed: readonly JobState[],
    fix: string | null = null,
  ) {
    super(`${id} is ${state}; only ${listed(allowed)} jobs can be ${verb}`, "job-conflict", fix);
  }
}

export class StoreBusy extends QueuectlError {
  override readonly name = "StoreBusy";
  constructor(message: string, options?: ErrorOptions) {
    super(message, "store-busy", "another process holds the database; nothing was changed, try again", options);
  }
}

export class StoreUnavailable extends QueuectlError {
  override readonly name = "StoreUnavailable";
  constructor(message: string, fix: string | null = null, options?: ErrorOptions) {
    super(message, "store-unavailable", fix, options);
  }
}

export class StoreRefused extends QueuectlError {
  override readonly name = "StoreRefused";
  constructor(message: string, fix: string | null = null, options?: ErrorOptions) {
    super(message, "store-refused", fix, options);
  }
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}
