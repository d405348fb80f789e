import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { $ } from "bun";
import { ROOT } from "./entries.ts";

const SOURCE = join(ROOT, "apps/web/src/client/index.ts");
const TSC = join(ROOT, "node_modules/.bin/tsc");
const DECLARING = [
  ...["--ignoreConfig", "--declaration", "--emitDeclarationOnly", "--allowImportingTsExtensions"],
  ...["--strict", "--skipLibCheck", "--target", "esnext", "--lib", "esnext,dom", "--module", "preserve"],
];

/**
 * Writes `queuectl/client` into `folder`, as one ES module for whatever runs JavaScript, beside its types and those that they
 * build on, so that nothing has to be installed for them. Resolves to how the package exports it, and to the modules that
 * went into it.
 */
export async function writeClient(folder: string) {
  const build = await Bun.build({
    entrypoints: [SOURCE],
    target: "browser",
    format: "esm",
    minify: true,
    metafile: true,
  });
  const [module] = build.outputs;
  if (module === undefined) throw new Error("the client was not built");
  await Bun.write(join(folder, "index.mjs"), await module.text());

  const library = Bun.resolveSync("openapi-fetch", dirname(SOURCE));
  const helpers = Bun.resolveSync("openapi-typescript-helpers", dirname(library));
  const declared = await mkdtemp(join(tmpdir(), "queuectl-client-"));
  try {
    await $`${TSC} ${DECLARING} --outDir ${declared} ${SOURCE}`.quiet();
    const declarations = {
      index: join(declared, "index.d.ts"),
      types: join(declared, "types.d.ts"),
      "openapi-fetch": declarationOf(library),
      "openapi-typescript-helpers": declarationOf(helpers),
    };
    for (const [name, file] of Object.entries(declarations)) {
      await Bun.write(join(folder, `${name}.d.mts`), importingBeside(await Bun.file(file).text()));
    }
  } finally {
    await rm(declared, { recursive: true, force: true });
  }
  return {
    exports: {
      "./client": { types: "./lib/client/index.d.mts", default: "./lib/client/index.mjs" },
      "./package.json": "./package.json",
    },
    inputs: [...Object.keys(build.metafile?.inputs ?? {}), helpers],
  };
}

function declarationOf(module: string): string {
  return module.replace(/\.mjs$/, ".d.mts");
}

/** A declaration whose imports mean the files beside it. */
function importingBeside(text: string): string {
  return text.replace(/( from ["'])(?:\.\/)?([\w-]+)(?:\.ts)?(["'];)/g, "$1./$2.mjs$3");
}
