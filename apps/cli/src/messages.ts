import { type ConsolaInstance, createConsola } from "consola/core";
import type { Channel } from "./io.ts";
import type { Colour, Paint } from "./paint.ts";
import { safeText } from "./safe-text.ts";

const MARKS: Record<string, readonly [Colour, string]> = {
  warn: ["yellow", "!"],
  error: ["red", "✗"],
  success: ["green", "✓"],
};

/** Messages for people, on stderr. `CONSOLA_LEVEL` and repetition are consola's business; the looks are ours. */
export function messages(stderr: Channel, paint: Paint): ConsolaInstance {
  return createConsola({
    level: 3,
    throttle: 0,
    reporters: [
      {
        log({ type, args }) {
          const text = args.join(" ");
          const [colour, mark] = MARKS[type] ?? ["dim", "·"];
          void stderr.write(`${paint(colour, mark)} ${stderr.terminal ? safeText(text) : text}\n`);
        },
      },
    ],
  });
}
