import { closeSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, openSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Violation } from "./invariants.ts";
import { type JobFields, job } from "./job.ts";
import { inspectScene, KILL_GRACE_MS, quiesce } from "./peace.ts";
import { kill, livingIn } from "./processes.ts";
import { commandLine, type Ended, type Launch, SWITCHES } from "./program.ts";
import { Running } from "./running.ts";

/** A command that answers takes milliseconds; a locked store is waited for half a minute. */
const ANSWER_WITHIN_MS = 45_000;

export interface SceneOptions {
  /** Where the database is; in the scene's own home unless given. */
  readonly database?: string;
  /** Where it is within that home; `queue.db` unless given. */
  readonly at?: string;
}

/** A home of its own for the real program, with a ledger beside the database, and what the harness knows by itself. */
export class Scene implements AsyncDisposable {
  static readonly #open = new Set<Scene>();

  readonly acknowledged = new Set<string>();
  /** Ids of which the program said that nothing was stored. */
  readonly refused = new Set<string>();
  readonly runners: Running[] = [];
  /** Whether its jobs do; without, nothing is known of their executions. */
  keepsLedger = true;
  /** Whether nobody was killed that had taken over the attempts of another runner. */
  undisturbed = false;
  #names = 0;
  #evidence = false;

  private constructor(
    readonly home: string,
    readonly database: string,
  ) {
    Scene.#open.add(this);
  }

  /** Ends everything of every scene at once, for whoever cannot wait. */
  static abandonAll(): void {
    for (const scene of Scene.#open) scene.#end();
  }

  static async open(options: SceneOptions = {}): Promise<Scene> {
    const scene = Scene.bare(options);
    await scene.must("config", "set", "kill-grace", `${KILL_GRACE_MS}ms`);
    await scene.must("config", "set", "backoff-base", "0");
    return scene;
  }

  /** A home without a database yet. */
  static bare(options: SceneOptions = {}): Scene {
    const home = mkdtempSync(join(tmpdir(), "queuectl-torture-"));
    mkdirSync(join(home, "ledger/locks"), { recursive: true });
    copyFileSync(join(import.meta.dir, "job.sh"), join(home, "job.sh"));
    return new Scene(home, options.database ?? join(home, options.at ?? "queue.db"));
  }

  /** A scene that goes on from where this one is. Nothing of this one may be running. */
  copy(): Scene {
    const home = mkdtempSync(join(tmpdir(), "queuectl-torture-"));
    cpSync(this.home, home, { recursive: true });
    const copy = new Scene(home, join(home, "queue.db"));
    for (const id of this.acknowledged) copy.acknowledged.add(id);
    return copy;
  }

  get spool(): string {
    return `${this.database}.d/spool`;
  }

  get ledger(): string {
    return join(this.home, "ledger/ledger");
  }

  environment(surroundings: Launch = {}): Record<string, string> {
    const { PATH = "", TMPDIR } = process.env;
    const own = { PATH, HOME: this.home, QUEUECTL_DB: this.database, ...(TMPDIR === undefined ? {} : { TMPDIR }) };
    return { ...SWITCHES, ...own, ...surroundings.env };
  }

  /** Starts the program; whoever calls it waits for it. */
  spawn(argv: readonly string[], surroundings: Launch = {}, stdin?: string) {
    return Bun.spawn(commandLine(argv, surroundings), {
      cwd: this.home,
      env: this.environment(surroundings),
      stdin: stdin === undefined ? "ignore" : new TextEncoder().encode(stdin),
      stdout: "pipe",
      stderr: "pipe",
    });
  }

  /** Runs the program to its end, or to SIGKILL when it hangs. */
  async run(argv: readonly string[], surroundings: Launch = {}, stdin?: string): Promise<Ended> {
    return this.ended(this.spawn(argv, surroundings, stdin), surroundings.withinMs);
  }

  async ended(child: ReturnType<Scene["spawn"]>, withinMs = ANSWER_WITHIN_MS): Promise<Ended> {
    const late = setTimeout(() => child.kill("SIGKILL"), withinMs);
    const [stdout, stderr] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
    clearTimeout(late);
    return { stdout, stderr, code: child.signalCode === null ? child.exitCode : null };
  }

  /** Runs what must work, since no fault is afoot. */
  async must(...argv: string[]): Promise<string> {
    const { stdout, stderr, code } = await this.run(argv);
    if (code !== 0) throw new Error(`queuectl ${argv.join(" ")}: exit code ${code}: ${stderr}`);
    return stdout;
  }

  /** Changes the database behind the program's back, in a process of its own. */
  async sql(statement: string): Promise<void> {
    if (!(await this.#sql(statement))) throw new Error(`${statement} failed`);
  }

  /** Whether anybody could write now. */
  unlocked(): Promise<boolean> {
    return this.#sql("BEGIN IMMEDIATE");
  }

  async #sql(statement: string): Promise<boolean> {
    const argv = [process.execPath, join(import.meta.dir, "../other/sql.ts"), this.database, statement];
    return (await Bun.spawn(argv, { stderr: "ignore" }).exited) === 0;
  }

  /** A name that no job of this scene has. */
  name(prefix = "job"): string {
    this.#names += 1;
    return `${prefix}-${this.#names}`;
  }

  /** Enqueues jobs in one call, and remembers what the program said of them. */
  async enqueue(jobs: readonly JobFields[], surroundings: Launch = {}): Promise<Ended> {
    return this.noted(jobs, await this.run(["enqueue", "-"], surroundings, lines(jobs)));
  }

  /** Takes the program at its word: acknowledged, once that was printed, even if it was killed right after. */
  noted(jobs: readonly JobFields[], ended: Ended): Ended {
    const { stdout, stderr } = ended;
    const said = /enqueued .+\n/.test(stdout) ? this.acknowledged : null;
    const heard = said ?? (/nothing was (stored|changed)/.test(stderr) ? this.refused : null);
    for (const { id } of jobs) heard?.add(id);
    return ended;
  }

  /** Jobs that keep the ledger, enqueued where no fault is afoot. */
  async give(count: number, action = ":", policy: Parameters<typeof job>[2] = {}): Promise<string[]> {
    const jobs = Array.from({ length: count }, () => job(this.name(), action, policy));
    const { code, stderr } = await this.enqueue(jobs);
    if (code !== 0) throw new Error(`enqueue: exit code ${code}: ${stderr}`);
    return jobs.map(({ id }) => id);
  }

  /** Starts a runner in the foreground; its events go to a file of its own. */
  runner(flags: readonly string[] = [], surroundings: Launch = {}): Running {
    const events = join(this.home, `events-${this.runners.length + 1}.ndjson`);
    const log = openSync(events, "a", 0o600);
    const child = Bun.spawn(commandLine(["worker", "start", "--json", ...flags], surroundings), {
      cwd: this.home,
      env: this.environment(surroundings),
      stdin: "ignore",
      stdout: log,
      stderr: "pipe",
    });
    closeSync(log);
    const running = new Running(child, events);
    this.runners.push(running);
    return running;
  }

  /** The faults have stopped: see `peace.ts`. `terminal: false` where nothing can run any more. */
  async quiesce({ terminal = true, surroundings = {} as Launch } = {}): Promise<Violation[]> {
    return this.kept(await quiesce(this, terminal, surroundings));
  }

  /** Inspects the scene as it is. The program must be gone, but for what its jobs left running. */
  async inspect(terminal: boolean): Promise<Violation[]> {
    return this.kept(await inspectScene(this, terminal));
  }

  /** The scene of a violation is evidence: its files stay. */
  kept(found: Violation[]): Violation[] {
    this.#evidence ||= found.length > 0;
    return found.map(({ invariant, detail }) => ({ invariant, detail: `${detail} (see ${this.home})` }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const runner of this.runners) await runner.kill();
    this.#end();
    Scene.#open.delete(this);
  }

  #end(): void {
    // What forks meanwhile is found by the next look.
    for (let left = livingIn(this.home); left.length > 0; left = livingIn(this.home)) {
      for (const { pid } of left) kill(pid, "SIGKILL");
    }
    if (this.#evidence) return;
    rmSync(this.home, { recursive: true, force: true });
    rmSync(`${this.database}.d`, { recursive: true, force: true });
  }
}

export function lines(jobs: readonly JobFields[]): string {
  return jobs.map((each) => `${JSON.stringify(each)}\n`).join("");
}
