/** While `stall` lies in its home, the runner's turn does not come to its end. */
import { patch } from "./patch.ts";

const stall = JSON.stringify(`${process.env["HOME"]}/stall`);
patch("apps/runner/src/dispatch/dispatcher.ts", {
  "async #exchange(): Promise<void> {": `async #exchange(): Promise<void> {
    while (await Bun.file(${stall}).exists()) await Bun.sleep(100);`,
});
