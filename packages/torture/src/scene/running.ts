import { readFileSync } from "node:fs";

type Child = Bun.Subprocess<"ignore", number, "pipe">;

/** An event of a runner, as its NDJSON has it. */
export interface RunnerEvent {
  readonly event: string;
  readonly [field: string]: unknown;
}

/** A runner that the harness started. */
export class Running {
  readonly #stderr: Promise<string>;

  constructor(
    readonly child: Child,
    /** The file with its events. */
    readonly events: string,
  ) {
    this.#stderr = child.stderr.text();
  }

  get pid(): number {
    return this.child.pid;
  }

  get gone(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  said(): Promise<string> {
    // What it started may hold its stderr open.
    return Promise.race([this.#stderr, Bun.sleep(200).then(() => "(its stderr is still open)")]);
  }

  heard(): RunnerEvent[] {
    const lines = readFileSync(this.events, "utf8").split("\n").filter(Boolean);
    return lines.flatMap((line) => parsed(line));
  }

  has(event: string): boolean {
    return this.heard().some((each) => each.event === event);
  }

  /** Resolves once it has said that it is ready, or is gone. */
  async ready(): Promise<this> {
    await until(() => this.gone || this.has("runner-started"), "a runner that is ready");
    return this;
  }

  /** Resolves to its exit code, to the signal that ended it, or to `late`: then it goes on. */
  async ends(withinMs: number): Promise<number | NodeJS.Signals | "late"> {
    const { promise: late, resolve } = Promise.withResolvers<"late">();
    // Left alone, it would keep the campaign from its end for minutes.
    const timer = setTimeout(() => resolve("late"), withinMs);
    const ended = this.child.exited.then(() => this.child.signalCode ?? this.child.exitCode ?? -1);
    return Promise.race([ended, late]).finally(() => clearTimeout(timer));
  }

  async kill(signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    if (this.gone) return;
    this.child.kill(signal);
    await this.child.exited;
  }
}

/** Waits for a state, never for a time. */
export async function until(reached: () => boolean | Promise<boolean>, what: string, withinMs = 30_000): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await reached())) {
    if (performance.now() > deadline) throw new Error(`never came: ${what}`);
    await Bun.sleep(10);
  }
}

/** A line that was cut off by a SIGKILL says nothing. */
export function parsed(line: string): RunnerEvent[] {
  try {
    return [JSON.parse(line) as RunnerEvent];
  } catch {
    return [];
  }
}
