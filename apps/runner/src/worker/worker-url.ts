/**
 * Where the worker thread's program is. `bun build` does not rewrite such addresses, so every build lists
 * `apps/runner/src/worker/entry.ts` as an entry beside `apps/cli/src/bin.ts`, and this tells the three cases apart:
 * from source it is where it was written; a bundle (`--entry-naming '[name].[ext]'`) has `entry.js` beside its chunks;
 * a compiled binary keeps the entries' paths below their common root, `apps`.
 */
export function workerUrl(here: string = import.meta.url): URL {
  if (here.includes("/$bunfs/")) return new URL("./runner/src/worker/entry.ts", here);
  return new URL(here.endsWith(".ts") ? "./entry.ts" : "./entry.js", here);
}
