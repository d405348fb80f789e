/**
 * The second step of the package's build. Bun keeps bytecode beside a file only if that is CommonJS, and splits a program only
 * into ES modules: so each chunk that the first step made is turned into CommonJS by itself. Decoding bytecode instead of parsing
 * source takes a fifth of a command's time away. Another version of Bun than this one ignores it, and parses.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { ROOT } from "./entries.ts";

const CHUNK_URL = "QUEUECTL_CHUNK_URL";

/** To be given to the first step: the second would put the path of its own input in the place of this. */
export const DEFINE = { "import.meta.url": CHUNK_URL };

/** The entry that stays an ES module: only these may wait at their top, and it is too small for bytecode to matter. */
const ENTRY = "bin.js";

/** With all that the entry says to a shell: Bun keeps its first line, and takes the second for a comment. */
async function startable(code: string): Promise<string> {
  const lines = (await Bun.file(join(ROOT, "apps/cli/src/bin.ts")).text()).split("\n", 2);
  return code.replace(/^#!.*\n/, () => `${lines.join("\n")}\n`);
}

/** Writes `chunks`, and the bytecode of each, into `folder`. Resolves to how many bytes that is. */
export async function writeWithBytecode(chunks: readonly Bun.BuildArtifact[], folder: string): Promise<number> {
  const work = await mkdtemp(join(tmpdir(), "queuectl-build-"));
  try {
    const names = chunks.map(({ path }) => basename(path));
    const required = (code: string, require: string) =>
      // Left as it is, `import()` would take the way through the loader of ES modules, and its threads: 1.5 ms of processor time.
      code.replaceAll(/\bimport\("\.\/([^"]+)"\)/g, (whole, name) =>
        names.includes(name) ? `Promise.resolve().then(()=>${require}("./${name}"))` : whole,
      );
    for (const [index, name] of names.entries()) {
      const code = await (chunks[index] as Bun.BuildArtifact).text();
      if (name === ENTRY) await Bun.write(join(folder, name), await startable(required(code, "import.meta.require")));
      // Every chunk lies beside the program, so that one's address is as good.
      else
        await Bun.write(
          join(work, name),
          required(code, "require")
            .replaceAll(CHUNK_URL, "Bun.pathToFileURL(Bun.main).href")
            // What the bundler itself puts in front of a library that calls `require`.
            .replaceAll("import.meta.require", "require"),
        );
    }
    const build = await Bun.build({
      entrypoints: names.filter((name) => name !== ENTRY).map((name) => join(work, name)),
      root: work,
      outdir: folder,
      target: "bun",
      format: "cjs",
      bytecode: true,
      minify: true,
      naming: "[name].[ext]",
      external: ["./*.js"],
    });
    for (const output of build.outputs) {
      if (output.kind === "bytecode") continue;
      const code = await output.text();
      if (code.includes(work)) throw new Error(`${basename(output.path)} names a folder of its build`);
      // A syntax error in CommonJS, which nobody would see before the chunk is loaded.
      if (code.includes("import.meta")) throw new Error(`${basename(output.path)} takes itself for an ES module`);
    }
    return build.outputs.reduce((total, output) => total + output.size, Bun.file(join(folder, ENTRY)).size);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
