import type { Io } from "../io/io.ts";
import type { Out } from "../print/out.ts";

/** The standard input's bytes. Somebody at a terminal is told that they are waited for. */
export async function* standardInput(io: Io, out: Out, what: string): AsyncIterable<Uint8Array> {
  if (await io.stdin.isTerminal()) await out.info(`reading ${what} from standard input; end with Ctrl-D`);
  yield* io.stdin.chunks();
}
