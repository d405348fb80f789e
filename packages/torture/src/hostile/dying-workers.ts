/** Gives the runner workers that die by themselves; see `dying-entry.ts`. */
import { join } from "node:path";
import { patch } from "./patch.ts";

const entry = Bun.pathToFileURL(join(import.meta.dir, "dying-entry.ts")).href;
patch("apps/runner/src/worker/worker-url.ts", {
  "export function workerUrl(here: string = import.meta.url): URL {": `export function workerUrl(here: string = import.meta.url): URL {\n  return new URL("${entry}");`,
});
