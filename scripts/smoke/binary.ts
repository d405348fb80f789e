import { join } from "node:path";
import { $ } from "bun";
import { Program } from "../program.ts";

const ROOT = join(import.meta.dir, "../..");

/** Builds the single executable, and gives it alone in an empty directory. */
export async function installBinary(folder: string): Promise<Program> {
  const cwd = join(folder, "binary-user");
  await $`bun run --cwd ${ROOT} build:binary ${join(cwd, "queuectl")}`.quiet();
  return new Program(["./queuectl"], cwd, join(folder, "binary-home"));
}
