import type { Io } from "../io/io.ts";
import type { Out } from "../print/out.ts";

/** Whether somebody is there to be asked: a terminal on both sides. */
export async function canAsk(io: Io, out: Out): Promise<boolean> {
  return out.stderrTerminal && (await io.stdin.isTerminal());
}

/** Asks on stderr, and reads one line. Everything but "y" and "yes" means no. */
export async function confirm(question: string, io: Io, out: Out): Promise<boolean> {
  await out.stderr(`${question} [y/N] `);
  const decoder = new TextDecoder();
  let answer = "";
  for await (const chunk of io.stdin.chunks()) {
    answer += decoder.decode(chunk, { stream: true });
    if (answer.includes("\n")) break;
  }
  // Ctrl-D leaves the cursor behind the question.
  if (answer === "") await out.stderr("\n");
  return /^y(es)?\s*$/i.test(answer.split("\n")[0] ?? "");
}
