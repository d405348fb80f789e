import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { $ } from "bun";
import { Program } from "../program.ts";
import { check } from "./check.ts";

const ROOT = join(import.meta.dir, "../..");
/** A package that became larger than this carries something that nobody meant to ship. Three quarters of it are bytecode. */
const MOST_BYTES = 6 * 1024 ** 2;
/** `queuectl/client`, and its types. */
const CLIENT = [
  "index.mjs",
  "index.d.mts",
  "types.d.mts",
  "openapi-fetch.d.mts",
  "openapi-typescript-helpers.d.mts",
].map((file) => `lib/client/${file}`);

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
  await importsClient(cwd);
  return new Program(["bunx", "queuectl"], cwd, join(folder, "package-home"));
}

/** A program of the user's, in the folder where the package is installed: its types hold, and it does what it says. */
async function importsClient(cwd: string): Promise<void> {
  await Bun.write(join(cwd, "program.ts"), PROGRAM);
  const tsc = join(ROOT, "node_modules/.bin/tsc");
  const options = ["--noEmit", "--strict", "--module", "nodenext", "--lib", "esnext,dom", "--types", ""];
  const checked = await $`${tsc} ${options} --ignoreConfig program.ts`.cwd(cwd).nothrow().quiet();
  check("queuectl/client has types that stand alone", checked.exitCode === 0, checked.stdout.toString());
  const said = await $`bun program.ts`.cwd(cwd).nothrow().quiet();
  check("and knows the routes", said.stdout.toString() === "http://q/api/v1/jobs/a%20b\n", said.stderr.toString());
}

const PROGRAM = `
import { addressOf, type Client, connect, type JobPage } from "queuectl/client";

const url = "http://q";
const api: Client = connect({ url, token: "t" });
console.log(addressOf(url, "/jobs/{id}", { path: { id: "a b" } }));

export async function dead(): Promise<JobPage> {
  const { data, error } = await api.GET("/dlq", { params: { query: { limit: 5 } } });
  if (error) throw new Error(error.detail);
  return data;
}
// @ts-expect-error There is no such state.
export const wrong = () => api.GET("/jobs", { params: { query: { state: ["lost"] } } });
// @ts-expect-error There is no such field.
export const wronger = (page: JobPage) => page.rows;
`;

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
  const wanted = [
    "README.md",
    "LICENSE",
    "CHANGELOG.md",
    "THIRD-PARTY-NOTICES.md",
    "package.json",
    "lib/bin.js",
    ...CLIENT,
  ];
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
