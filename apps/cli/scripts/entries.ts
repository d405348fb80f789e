import { join } from "node:path";

/** `apps/cli`. */
export const PACKAGE = join(import.meta.dir, "..");
/** The checkout. */
export const ROOT = join(PACKAGE, "../..");
/** Where everything that is built goes. */
export const DIST = join(PACKAGE, "dist");

/**
 * The program, and each thread's beside it: a bundler does not see what `new Worker(url)` loads, so whatever a worker starts
 * with has to be named here. How they are found at run time: `workerUrl` in `apps/runner`, and its like in `src/http`.
 */
export const ENTRIES = [
  join(PACKAGE, "src/bin.ts"),
  join(ROOT, "apps/runner/src/worker/entry.ts"),
  join(PACKAGE, "src/http/http-worker.ts"),
];
