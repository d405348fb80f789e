import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { $ } from "bun";
import { Program } from "../program.ts";

const ROOT = join(import.meta.dir, "../..");

/** Builds the single executable, and gives it alone in an empty directory. */
export async function installBinary(folder: string): Promise<Program> {
  await $`bun run --cwd ${ROOT} build:binary`.quiet();
  const cwd = join(folder, "binary-user");
  await mkdir(cwd);
  await copyFile(join(ROOT, "apps/cli/dist/queuectl"), join(cwd, "queuectl"));
  return new Program(["./queuectl"], cwd, join(folder, "binary-home"));
}
