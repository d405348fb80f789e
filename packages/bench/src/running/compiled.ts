/** The small C programs in `c/`: what nothing can beat, and clocks that cost nothing themselves. */
import { join } from "node:path";
import type { Context } from "../measuring/benchmark.ts";
import { run } from "./processes.ts";

export function lacksCompiler(): string | null {
  return Bun.which("cc") === null ? "no C compiler: apt-get install gcc libc6-dev, or xcode-select --install" : null;
}

/** Compiles `c/NAME.c`, and resolves to the program. */
export async function compiled(name: string, { folder }: Pick<Context, "folder">): Promise<string> {
  const program = join(folder, name);
  if (await Bun.file(program).exists()) return program;
  const { PATH = "" } = process.env;
  const source = join(import.meta.dir, "../c", `${name}.c`);
  await run(["cc", "-O2", "-Wall", "-o", program, source], { cwd: folder, env: { PATH } });
  return program;
}
