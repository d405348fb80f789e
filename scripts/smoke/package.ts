import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { $ } from "bun";
import { Program } from "../program.ts";
import { check } from "./check.ts";

const ROOT = join(import.meta.dir, "../..");
/** A package that became larger than this carries something that nobody meant to ship. Three quarters of it are bytecode. */
const MOST_BYTES = 6 * 1024 ** 2;

/** Builds and packs the package, installs the tarball in an empty directory, and gives the program as it is called there. */
export async function installPackage(folder: string): Promise<Program> {
  const built = join(folder, "package-built");
  await $`bun run --cwd ${ROOT} build ${built}`.quiet();
  const tarball = (await $`bun pm pack --quiet --destination ${folder}`.cwd(built).text()).trim();
  await inspect(tarball, join(folder, "unpacked"));

  const cwd = join(folder, "package-user");
  await Bun.write(join(cwd, "package.json"), "{}\n");
  // A registry that answers nobody: the package must need nothing beside itself.
  await $`bun add --registry http://127.0.0.1:9/ ${tarball}`.cwd(cwd).quiet();
  check("it installs without a registry", await Bun.file(join(cwd, "node_modules/queuectl/package.json")).exists());
  return new Program(["bunx", "queuectl"], cwd, join(folder, "package-home"));
}

async function inspect(tarball: string, folder: string): Promise<void> {
  await mkdir(folder);
  await $`tar -xzf ${tarball} -C ${folder}`;
  const files = await Array.fromAsync(new Bun.Glob("**").scan({ cwd: join(folder, "package"), dot: true }));
  let bytes = 0;
  const telling: string[] = [];
  for (const file of files) {
    const content = Bun.file(join(folder, "package", file));
    bytes += content.size;
    if ((await content.text()).includes(ROOT)) telling.push(file);
  }
  console.log(`  ${files.length} files, ${kib(Bun.file(tarball).size)} packed, ${kib(bytes)} installed`);
  const wanted = ["README.md", "LICENSE", "CHANGELOG.md", "THIRD-PARTY-NOTICES.md", "package.json", "lib/bin.js"];
  const missing = wanted.filter((file) => !files.includes(file));
  check("the tarball holds what belongs in it", missing.length === 0, missing);
  const strays = files.filter((file) => !wanted.includes(file) && !/^lib\/[\w.-]+\.js(\.jsc)?$/.test(file));
  check("and nothing else: no sources, no tests", strays.length === 0, strays);
  check("no file names a path of the machine that built it", telling.length === 0, telling);
  check(`it is smaller than ${kib(MOST_BYTES)}`, bytes < MOST_BYTES, bytes);
}

function kib(bytes: number): string {
  return `${Math.round(bytes / 1024)} KiB`;
}
