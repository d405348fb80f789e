/**
 * Builds a single executable for this machine's platform that needs neither Bun nor npm. As `dist/queuectl`, or where the first
 * argument says.
 */
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { bundleDashboard } from "@queuectl/dashboard/bundle";
import { embedDashboard } from "@queuectl/dashboard/embed";
import { DIST, ENTRIES } from "./entries.ts";

const OUTFILE = process.argv[2] ?? join(DIST, "queuectl");

const dashboard = await bundleDashboard();
await mkdir(dirname(OUTFILE), { recursive: true });
await Bun.build({
  entrypoints: ENTRIES,
  plugins: [embedDashboard(dashboard)],
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
console.log(`built ${OUTFILE}: ${Math.round(Bun.file(OUTFILE).size / 1024 ** 2)} MiB`);
