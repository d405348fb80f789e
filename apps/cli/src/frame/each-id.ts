import { QueuectlError } from "@queuectl/core";
import type { Io } from "../io/io.ts";
import type { Out } from "../print/out.ts";
import { EXIT, EXIT_CODES } from "./exit-codes.ts";
import { name } from "./read-value.ts";
import { standardInput } from "./standard-input.ts";

/** How a command that takes several ids declares them. */
export const IDS = {
  type: "positional",
  valueHint: "ID",
  required: true,
  many: true,
  description: "ids of jobs, or - to read them from standard input",
} as const;

/** Every id once, in the order given; `-` stands for those on standard input, separated by white space. */
export async function readIds(words: readonly string[], io: Io, out: Out): Promise<string[]> {
  const ids = new Set<string>();
  for (const word of words) {
    if (word !== "-") {
      ids.add(name(word, "ID"));
      continue;
    }
    const decoder = new TextDecoder();
    let text = "";
    for await (const chunk of standardInput(io, out, "ids")) text += decoder.decode(chunk, { stream: true });
    for (const id of text.split(/\s+/)) if (id !== "") ids.add(name(id, "ID"));
  }
  return [...ids];
}

/**
 * Does something to every job: all are tried, each failure is reported, the exit code is the first one's.
 * What `act` resolves to becomes the JSON answer: alone for one id, in an array for several or for `-`.
 */
export async function eachId(
  words: readonly string[],
  { io, out }: { readonly io: Io; readonly out: Out },
  act: (id: string) => Promise<unknown>,
): Promise<number> {
  let code: number = EXIT.done;
  const answers: unknown[] = [];
  for (const id of await readIds(words, io, out)) {
    try {
      answers.push(await act(id));
    } catch (error) {
      // About this one job; anything else concerns them all.
      if (!(error instanceof QueuectlError) || !["not-found", "job-conflict", "failed"].includes(error.code))
        throw error;
      await out.error(error.message, error.fix);
      code ||= EXIT_CODES[error.code];
    }
  }
  if (!out.json) return code;
  if (words.length > 1 || words[0] === "-") await out.document(answers);
  else if (answers.length === 1) await out.document(answers[0]);
  return code;
}
