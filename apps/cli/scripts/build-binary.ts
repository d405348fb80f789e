/** Builds `dist/queuectl`, a single executable for this machine's platform that needs neither Bun nor npm. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { DIST, ENTRIES, PACKAGE } from "./entries.ts";

const OUTFILE = join(DIST, "queuectl");

await mkdir(DIST, { recursive: true });
await Bun.build({
  entrypoints: ENTRIES,
  target: "bun",
  minify: true,
  splitting: true,
  format: "esm",
  bytecode: true,
  compile: {
    outfile: OUTFILE,
    // Else a `.env` or a `bunfig.toml` in whatever directory the user stands in would be read, and its preload executed.
    autoloadDotenv: false,
    autoloadBunfig: false,
  },
});
console.log(`built ${OUTFILE.slice(PACKAGE.length + 1)}: ${Math.round(Bun.file(OUTFILE).size / 1024 ** 2)} MiB`);
