/** What people run, built from this checkout for a run of the bench. */
import { join } from "node:path";
import { run } from "./processes.ts";

const CLI = join(import.meta.dir, "../../../../apps/cli");

/** Builds the package as it is published, and resolves to its program. */
export async function builtPackage(folder: string): Promise<string> {
  const out = join(folder, "package");
  await build("build.ts", out, folder);
  return join(out, "lib/bin.js");
}

/** Builds the single executable, which has Bun within, and resolves to it. */
export async function builtExecutable(folder: string): Promise<string> {
  const out = join(folder, "queuectl");
  await build("build-binary.ts", out, folder);
  return out;
}

async function build(script: string, out: string, folder: string): Promise<void> {
  const { PATH = "", HOME = folder } = process.env;
  await run([process.execPath, join("scripts", script), out], { cwd: CLI, env: { PATH, HOME } });
}
