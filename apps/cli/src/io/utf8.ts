import { InvalidInput } from "@queuectl/core";
import type { Io } from "./io.ts";
import type { Raw } from "./raw.ts";

/** Stands for bytes that are no UTF-8, and may as well have been meant. */
const REPLACEMENT = "\ufffd";

/** Refuses words of the command line that were no UTF-8: what they were decoded to names something else. */
export function checkWords(words: readonly string[], { raw }: Io): void {
  if (raw === undefined || !words.some(isDoubtful)) return;
  const bytes = raw.words(words.length);
  for (const [index, word] of words.entries()) {
    check(word, bytes?.[index] ?? null, `argument ${index + 1}`, WORD_FIX);
  }
}

const WORD_FIX = `rename what it names, or write its bytes in a shell line: -c 'rm "$(printf "caf\\351.txt")"'`;

/** The value of a variable; `undefined` where it is not set. Throws `InvalidInput` if it was no UTF-8. */
export function variable(name: string, { env, raw }: Io): string | undefined {
  // Its own: every object has a `constructor`, and none of them is a variable.
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  if (raw !== undefined && value !== undefined && isDoubtful(value)) {
    check(value, raw.variable(name), `the variable ${name}`, "give it a value in UTF-8, or unset it");
  }
  return value;
}

/** Refuses an environment of which anything was no UTF-8, for whoever passes all of it on. */
export function checkEnvironment(io: Io): void {
  for (const name in io.env) {
    if (name.includes(REPLACEMENT)) check(name, null, "the name of a variable", "unset it");
    variable(name, io);
  }
}

/** Refuses a working directory whose path is no UTF-8. */
export function checkDirectory(path: string, raw: Raw): void {
  if (isDoubtful(path)) check(path, raw.directory(), "the working directory", "rename it, or go elsewhere");
}

function isDoubtful(text: string): boolean {
  return text.includes(REPLACEMENT) || !text.isWellFormed();
}

/** Without bytes to look at, what is doubtful is refused. */
function check(text: string, bytes: Uint8Array | null, what: string, fix: string): void {
  if (!isDoubtful(text) || (bytes !== null && isUtf8(bytes))) return;
  throw new InvalidInput(`${what} is not UTF-8: ${bytes === null ? JSON.stringify(text) : escaped(bytes)}`, fix);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** As a shell writes bytes: `$'caf\xe9.txt'`. */
function escaped(bytes: Uint8Array): string {
  const shown = Array.from(bytes.subarray(0, 200), (byte) =>
    byte >= 0x20 && byte < 0x7f && byte !== 0x27 && byte !== 0x5c
      ? String.fromCharCode(byte)
      : `\\x${byte.toString(16).padStart(2, "0")}`,
  );
  return `$'${shown.join("")}${bytes.length > 200 ? "…" : ""}'`;
}
