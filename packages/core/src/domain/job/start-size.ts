/**
 * How much a process can be started with, in bytes of UTF-8, as Linux has it: execve(2), "Limits on size of arguments and environment".
 * macOS gives 1 MiB for everything. A job that is too large all the same is dead at its first execution.
 */
import { InvalidInput } from "../errors.ts";

/** One word, and one variable as `NAME=value`: MAX_ARG_STRLEN, 32 pages of 4 KiB, less the NUL behind it. */
export const MAX_WORD_BYTES = 131_071;
/** The program, and the working directory: PATH_MAX, less the NUL behind it. */
export const MAX_PATH_BYTES = 4_095;
/**
 * All of a job's words and variables, each with the NUL behind it and a pointer to it: half of what Linux gives at the usual stack limit
 * of 8 MiB, which is a quarter of that. The other half is for the runner's own environment, and for what queuectl adds to it.
 */
export const MAX_START_BYTES = 1_048_576;
const POINTER_BYTES = 8;
/** No text has more bytes in UTF-8 for each of its UTF-16 units. */
const MAX_BYTES_OF_UNIT = 3;

/** Throws `InvalidInput` for words and variables with which no process can be started. A shell line is one word. */
export function checkStartSize(words: readonly string[], env: Readonly<Record<string, string>>): void {
  if (isSmall(words, env)) return;
  let total = 0;
  for (const [index, word] of words.entries()) {
    const bytes = bytesOf(word);
    if (bytes > MAX_WORD_BYTES)
      throw tooLong(
        `command: ${words.length > 1 ? `word ${index + 1}` : "it"}`,
        MAX_WORD_BYTES,
        "put it into a script, or into a file that the command reads",
      );
    total += bytes + 1 + POINTER_BYTES;
  }
  for (const name in env) {
    const bytes = bytesOf(`${name}=${env[name]}`);
    if (bytes > MAX_WORD_BYTES)
      throw tooLong(`env: ${name}, with its name,`, MAX_WORD_BYTES, "put it into a file that the command reads");
    total += bytes + 1 + POINTER_BYTES;
  }
  if (total > MAX_START_BYTES)
    throw tooLong(
      "command: with env, and 9 bytes for each word and variable, it",
      MAX_START_BYTES,
      "put it into a script, or into a file that the command reads",
    );
}

/** Throws `InvalidInput` for a path that no system call takes. */
export function checkPathSize(path: string, field: string): void {
  if (path.length * MAX_BYTES_OF_UNIT > MAX_PATH_BYTES && bytesOf(path) > MAX_PATH_BYTES)
    throw tooLong(
      `${field}: ${JSON.stringify(`${path.slice(0, 40)}…`)}`,
      MAX_PATH_BYTES,
      "no path can be; choose a shorter one",
    );
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Whether there is no need to measure. */
function isSmall(words: readonly string[], env: Readonly<Record<string, string>>): boolean {
  let units = words.length * POINTER_BYTES;
  for (const word of words) units += word.length;
  for (const name in env) units += name.length + (env[name] as string).length + POINTER_BYTES;
  return units * MAX_BYTES_OF_UNIT < MAX_WORD_BYTES;
}

function tooLong(what: string, bytes: number, fix: string): InvalidInput {
  return new InvalidInput(`${what} is longer than ${bytes.toLocaleString("en")} bytes`, fix);
}
