/**
 * Where the HTTP thread's program is: from source beside this file; in a bundle `http-worker.js` beside its chunks; in a
 * compiled binary below the entries' common root, `apps`. Every build lists it as an entry, for bundlers do not see it here.
 */
export function httpWorkerUrl(here: string = import.meta.url): URL {
  if (here.includes("/$bunfs/")) return new URL("./cli/src/http/http-worker.ts", here);
  return new URL(here.endsWith(".ts") ? "./http-worker.ts" : "./http-worker.js", here);
}
