import { setDefaultTimeout } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";

// A busy machine starts dozens of processes slowly; a hang is still found.
setDefaultTimeout(30_000);

const BIN = new URL("../src/bin.ts", import.meta.url).pathname;

export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** A home of its own for the real program, removed with `[Symbol.dispose]`: `using home = newHome()`. */
export interface Home extends Disposable {
  readonly path: string;
  /** The environment in which the program runs. */
  readonly env: Readonly<Record<string, string>> & { readonly PATH: string };
  /** The command line that runs the program. */
  argv(...argv: string[]): string[];
  /** Runs the program to its end. */
  run(...argv: string[]): Promise<Ended>;
  /** Runs it with text on its standard input, or in another directory, or with more environment. */
  runWith(options: RunOptions, ...argv: string[]): Promise<Ended>;
  /** Runs it, expects exit 0, and reads the JSON of its answer. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever shape the answer has.
  json(...argv: string[]): Promise<any>;
  /** Starts it and returns at once. The caller ends it. */
  start(...argv: string[]): Bun.Subprocess<"pipe", "pipe", "pipe">;
}

export interface RunOptions {
  readonly stdin?: string | Uint8Array;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export function newHome(): Home {
  const path = mkdtempSync(`${tmpdir()}/queuectl-test-`);
  const { PATH = "" } = process.env;
  const env = { PATH, HOME: path, QUEUECTL_HOME: `${path}/.queuectl`, TZ: "UTC" };

  function spawn(options: RunOptions, argv: readonly string[]) {
    return Bun.spawn(commandLine(argv), {
      stdin: "pipe",
      stdout: "pipe",
      stderr: "pipe",
      cwd: options.cwd ?? path,
      env: { ...env, ...options.env },
    });
  }

  function commandLine(argv: readonly string[]): string[] {
    return [process.execPath, "--no-env-file", "--config=/dev/null", BIN, ...argv];
  }

  async function runWith(options: RunOptions, ...argv: string[]): Promise<Ended> {
    const child = spawn(options, argv);
    if (options.stdin !== undefined) child.stdin.write(options.stdin);
    // The program may well end without having read it all.
    await Promise.resolve(child.stdin.end()).catch(() => {});
    const [stdout, stderr, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
    return { stdout, stderr, code };
  }

  return {
    path,
    env,
    argv: (...argv) => commandLine(argv),
    runWith,
    run: (...argv) => runWith({}, ...argv),
    async json(...argv) {
      const { stdout, stderr, code } = await runWith({}, "--json", ...argv);
      if (code !== 0) throw new Error(`queuectl ${argv.join(" ")} ended with ${code}: ${stderr}`);
      return JSON.parse(stdout);
    },
    start: (...argv) => spawn({}, argv),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}
