/**
 * Proves that what is shipped works where nothing else is: the packed package, installed in an empty directory and called with
 * `bunx queuectl`, and the single executable. `bun run smoke [package|binary]`.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { $ } from "bun";
import { version } from "../apps/cli/package.json";
import type { Program } from "./program.ts";
import { ambush } from "./smoke/ambush.ts";
import { installBinary } from "./smoke/binary.ts";
import { installPackage } from "./smoke/package.ts";
import { story } from "./smoke/story.ts";

const SHIPPED: Record<string, (folder: string) => Promise<Program>> = {
  package: installPackage,
  binary: installBinary,
};

const asked = process.argv.slice(2);
const folder = await mkdtemp(join(tmpdir(), "queuectl-smoke-"));
try {
  for (const name of asked.length > 0 ? asked : Object.keys(SHIPPED)) {
    const install = SHIPPED[name];
    if (install === undefined) throw new Error(`there is no ${name} to try: ${Object.keys(SHIPPED).join(", ")}`);
    console.log(`the ${name}:`);
    const queuectl = await install(folder);
    try {
      await story(queuectl, version);
      await ambush(queuectl);
    } finally {
      await queuectl.end();
    }
  }
} catch (error) {
  console.log(`  ✗ ${error instanceof $.ShellError ? error.stderr : error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
