import { visibleLine } from "@queuectl/core";
import { createConsola } from "consola/core";
import type { Channel } from "../io/io.ts";
import type { Colour, Paint } from "./paint.ts";

const MARKS: Record<string, readonly [Colour, string]> = { info: ["dim", "·"], warn: ["yellow", "!"] };

/** Tells people something, on stderr. `CONSOLA_LEVEL` is consola's business; the looks are ours. */
export async function tell(type: "info" | "warn", message: string, stderr: Channel, paint: Paint): Promise<void> {
  let written: Promise<void> | undefined;
  const consola = createConsola({
    level: 3,
    reporters: [
      {
        log({ args }) {
          const [colour, mark] = MARKS[type] as (typeof MARKS)[string];
          written = stderr.write(`${paint(colour, mark)} ${visibleLine(args.join(" "))}\n`);
        },
      },
    ],
  });
  consola[type](message);
  await written;
}
