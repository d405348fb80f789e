import { mkdirSync } from "node:fs";
import { join } from "node:path";

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** queuectl as somebody calls it: a command line, a directory to stand in, and jobs of its own, away from the user's. */
export class Program {
  readonly #env: Record<string, string>;
  readonly #children = new Set<Bun.Subprocess>();
  #ended = false;

  constructor(
    /** What stands for `queuectl`. */
    readonly argv: readonly string[],
    readonly cwd: string,
    /** Made where it is missing. */
    readonly home: string,
  ) {
    const { PATH = "", TERM = "dumb", TMPDIR, NO_COLOR } = process.env;
    mkdirSync(home, { recursive: true });
    // Not the caller's environment: a QUEUECTL_DB there would let this touch somebody's real jobs.
    this.#env = {
      PATH,
      TERM,
      HOME: home,
      QUEUECTL_HOME: join(home, "queue"),
      ...(TMPDIR && { TMPDIR }),
      ...(NO_COLOR && { NO_COLOR }),
    };
  }

  async run(...args: string[]): Promise<Ran> {
    const child = this.#spawn(args, "pipe");
    const [stdout, stderr, exitCode] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
    return { stdout, stderr, exitCode };
  }

  /** The same, with this process's own terminal. Resolves to its exit code. */
  show(...args: string[]): Promise<number> {
    return this.#spawn(args, "inherit").exited;
  }

  /** What it answers on stdout, as it comes. */
  stream(...args: string[]): ReadableStream<Uint8Array> {
    return this.#spawn(args, "pipe").stdout;
  }

  /** Its answer on stdout; throws when it does not exit with 0. */
  async answer(...args: string[]): Promise<string> {
    const { stdout, stderr, exitCode } = await this.run(...args);
    if (exitCode === 0) return stdout;
    throw new Error(`queuectl ${args.join(" ")}: exit code ${exitCode}\n${stderr}${stdout}`);
  }

  /** Its answer to `--json`. */
  // biome-ignore lint/suspicious/noExplicitAny: whoever asks knows what it asked for, and fails where it is not so.
  async json(...args: string[]): Promise<any> {
    return JSON.parse(await this.answer(...args, "--json"));
  }

  /** Waits until `holds` is true of a job. */
  // biome-ignore lint/suspicious/noExplicitAny: a job as JSON, see above.
  async until(id: string, holds: (job: any) => boolean, withinMs = 15_000): Promise<any> {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const job = await this.json("show", id);
      if (holds(job)) return job;
      if (Date.now() > deadline) throw new Error(`${id} is still ${job.state} after ${withinMs / 1_000} s`);
      await Bun.sleep(50);
    }
  }

  /** Ends every command that is still on its way, then every runner with whatever it executes. Afterwards nothing starts. */
  async end(): Promise<void> {
    this.#ended = true;
    for (const child of this.#children) child.kill("SIGTERM");
    await Promise.all([...this.#children].map((child) => child.exited));
    await this.#start(["worker", "stop", "--force", "--timeout", "5s"], "ignore").exited;
  }

  #spawn<Output extends "pipe" | "inherit">(args: readonly string[], output: Output) {
    // Else a story that goes on for a moment after Ctrl-C would make the home anew that was just removed.
    if (this.#ended) throw new Error("it was ended");
    const child = this.#start(args, output);
    this.#children.add(child);
    void child.exited.then(() => this.#children.delete(child));
    return child;
  }

  #start<Output extends "pipe" | "inherit" | "ignore">(args: readonly string[], output: Output) {
    return Bun.spawn([...this.argv, ...args], {
      cwd: this.cwd,
      env: this.#env,
      stdin: "ignore",
      stdout: output,
      stderr: output,
    });
  }
}
