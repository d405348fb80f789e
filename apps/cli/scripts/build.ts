/**
 * Builds the package as it is published: one small file per command, nothing to install beside it. Into `dist/package`, or
 * where the first argument says.
 */
import { chmod, copyFile, mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { bundleDashboard } from "@queuectl/dashboard/bundle";
import { embedDashboard } from "@queuectl/dashboard/embed";
import manifest from "../package.json" with { type: "json" };
import { DEFINE, writeWithBytecode } from "./bytecode.ts";
import { writeClient } from "./client.ts";
import { DIST, ENTRIES, ROOT } from "./entries.ts";
import { notices } from "./notices.ts";

const OUT = process.argv[2] ?? join(DIST, "package");

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });

const dashboard = await bundleDashboard();
const build = await Bun.build({
  entrypoints: ENTRIES,
  plugins: [embedDashboard(dashboard)],
  root: ROOT,
  target: "bun",
  // Split, so that a command loads what it needs and nothing else: a third of the start-up of a single file.
  splitting: true,
  minify: true,
  // All beside each other: a chunk finds a worker by its bare name, whichever chunk that code ended up in.
  naming: { entry: "[name].[ext]", chunk: "[name]-[hash].[ext]" },
  metafile: true,
  define: DEFINE,
});
const bytes = await writeWithBytecode(build.outputs, join(OUT, "lib"));

const client = await writeClient(join(OUT, "lib/client"));

await chmod(join(OUT, "lib/bin.js"), 0o755);
for (const file of ["README.md", "LICENSE", "CHANGELOG.md"]) await copyFile(join(ROOT, file), join(OUT, file));
await Bun.write(
  join(OUT, "THIRD-PARTY-NOTICES.md"),
  await notices([...Object.keys(build.metafile?.inputs ?? {}), ...dashboard.inputs, ...client.inputs]),
);

// The checkout's manifest runs from source and depends on the workspace; the published one has everything within.
const { name, version, description, keywords, type, license, engines } = manifest;
const published = { name, version, description, keywords, type, license, engines, bin: { queuectl: "lib/bin.js" } };
const { exports } = client;
await Bun.write(
  join(OUT, "package.json"),
  `${JSON.stringify({ ...published, exports, files: ["lib", "*.md"] }, null, 2)}\n`,
);

console.log(`built ${OUT}: ${build.outputs.length} chunks, ${Math.round(bytes / 1024)} KiB with their bytecode`);
