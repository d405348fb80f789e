/**
 * What `bun run test` runs: the linter, the type checker, then every test. The last line is `N passed, N failed`, counted
 * from the test runner's own report. Arguments go to `bun test` (a path, `-t name`); with them, only what they name is run.
 */
import { chmod, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { type Counts, readReport } from "./test/report.ts";

const ROOT = join(import.meta.dir, "..");
/** What the whole command may take, with room to say so: a runner that hangs must not hang whoever waits for its verdict. */
const DEADLINE_MS = 20 * 60_000;

/** Where tests keep both cores of a small machine busy by themselves: they are run one after the other, when all others have ended. */
const ALONE = /^packages\/(?:bench|torture)\//;
/** So many files at a time of the others, which wait for processes more than they compute. */
const AT_ONCE = 2;

const filters = process.argv.slice(2);
const started = performance.now();

const counts: Counts[] = [];
if (filters.length === 0) {
  counts.push(await checked("biome", ["biome", "check", "--error-on-warnings", "."]));
  counts.push(await checked("tsc", ["tsc", "--noEmit"]));
  counts.push(await checked("tsc of the dashboard", ["tsc", "--noEmit", "-p", "apps/dashboard"]));
  const files = await testFiles();
  const beside = files.filter((file) => !ALONE.test(file));
  counts.push(await tested(beside, [`--parallel=${AT_ONCE}`], beside));
  const alone = files.filter((file) => ALONE.test(file));
  counts.push(await tested(alone, ["--isolate"], alone));
} else counts.push(await tested(filters, ["--isolate"]));

const passed = sum((count) => count.passed);
const skipped = sum((count) => count.skipped);
const failures = counts.flatMap((count) => count.failures);
if (failures.length > 0) console.log(`\nfailed:\n${failures.map((failure) => `  ${failure}`).join("\n")}`);
console.log(`\nin ${Math.round((performance.now() - started) / 1_000)} s`);
console.log(`${passed} passed, ${failures.length} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exitCode = failures.length === 0 && passed > 0 ? 0 : 1;

function sum(of: (count: Counts) => number): number {
  return counts.reduce((total, count) => total + of(count), 0);
}

/** A tool that is right or wrong as a whole counts as one test. */
async function checked(name: string, argv: string[]): Promise<Counts> {
  console.log(`$ ${argv.join(" ")}`);
  const exitCode = await run([join(ROOT, "node_modules/.bin", argv[0] as string), ...argv.slice(1)]);
  return exitCode === 0
    ? { passed: 1, skipped: 0, failures: [] }
    : { passed: 0, skipped: 0, failures: [`${name} (exit code ${exitCode})`] };
}

/** Runs the test files that `filters` name. What is `expected` of them and does not load counts as failed. */
async function tested(filters: readonly string[], how: readonly string[], expected: string[] = []): Promise<Counts> {
  const folder = await mkdtemp(join(tmpdir(), "queuectl-test-"));
  try {
    const outfile = join(folder, "junit.xml");
    // A place for the tests' own files, which shows what they leave behind. Others may pass through it to what a test opens to
    // them: some tests attack as another user.
    const scratch = join(folder, "scratch");
    await mkdir(scratch);
    await chmod(folder, 0o711);
    await chmod(scratch, 0o711);
    const flags = [...how, "--only-failures", "--reporter=junit", `--reporter-outfile=${outfile}`];
    console.log(
      `$ bun test ${how.join(" ")} ${expected.length > 0 ? `(${expected.length} files)` : filters.join(" ")}`,
    );
    const exitCode = await run([process.execPath, "test", ...flags, ...filters], { TMPDIR: scratch });
    const report = Bun.file(outfile);
    const counts = readReport((await report.exists()) ? await report.text() : null, expected, exitCode);
    const left = (await readdir(scratch)).map((name) => `the tests left ${name} in their scratch folder`);
    return { ...counts, failures: [...counts.failures, ...left] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Every file that the test runner should have found, so that one that did not even load is not overlooked. */
async function testFiles(): Promise<string[]> {
  const files = await Array.fromAsync(new Bun.Glob("{packages,apps,scripts}/**/*.test.ts").scan(ROOT));
  return files.filter((file) => !/(^|\/)(node_modules|dist)\//.test(file)).sort();
}

async function run(argv: string[], variables: Record<string, string> = {}): Promise<number> {
  const env = { ...process.env, ...variables };
  const child = Bun.spawn(argv, { cwd: ROOT, env, stdin: "ignore", stdout: "inherit", stderr: "inherit" });
  const late = setTimeout(() => {
    console.log(`${basename(argv[0] as string)} takes longer than the whole run may: it is ended`);
    child.kill("SIGKILL");
  }, DEADLINE_MS - performance.now());
  try {
    return await child.exited;
  } finally {
    clearTimeout(late);
  }
}
