import { type Attempt, type Command, EXCERPTS, type Excerpted, type Job } from "./job.ts";

/** A list shows so much of a command, as JSON has it, and an environment up to this length: in UTF-16 units. */
export const EXCERPT_LENGTH = 2_048;

export interface Excerpt {
  readonly command: Command;
  readonly env: Job["env"];
  readonly truncated: readonly Excerpted[];
}

/** A job as lists show it, whose size has a bound: see `excerpt`. */
export function excerptOf(job: Job): Job {
  return { ...job, last: attemptExcerpt(job.last), ...excerpt(JSON.stringify(job.command), JSON.stringify(job.env)) };
}

/** An attempt as lists show it: what went wrong may tell of a command as long as any. */
export function attemptExcerpt(attempt: Attempt | null): Attempt | null {
  if (attempt?.error == null || attempt.error.length <= EXCERPT_LENGTH) return attempt;
  return { ...attempt, error: `${beginning(attempt.error)}…` };
}

/**
 * What a list shows of a command and an environment: of one that is too long the beginning, of the other nothing. Both are given
 * as JSON, of which no more need have been read than `EXCERPT_LENGTH` and one character.
 */
export function excerpt(command: string, env: string | null): Excerpt {
  const long = { command: command.length > EXCERPT_LENGTH, env: (env ?? "").length > EXCERPT_LENGTH };
  return {
    command: long.command ? completed(beginning(command)) : JSON.parse(command),
    env: env === null || long.env ? {} : JSON.parse(env),
    truncated: EXCERPTS.filter((field) => long[field]),
  };
}

/** What its text ends within: a string, a word of an array, or between two words. */
const CLOSINGS = ['"', '"]', "]"];
/** `\uXXXX`: no more can hang over at the end. */
const LONGEST_ESCAPE = 6;

/** Reads the beginning of a command's JSON: without the character or the comma in whose midst it ends. */
function completed(json: string): Command {
  for (let end = json.length; end >= json.length - LONGEST_ESCAPE; end--) {
    for (const closing of CLOSINGS) {
      try {
        return JSON.parse(json.slice(0, end) + closing);
      } catch {}
    }
  }
  throw new RangeError("this is not the beginning of a command");
}

/** So much as lists show, and no half of a character. */
function beginning(text: string): string {
  const cut = text.slice(0, EXCERPT_LENGTH);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}
