import type { JobStore } from "@queuectl/core";
import { createRunner, type Runner, type RunnerEnd, type RunnerEvent } from "@queuectl/runner";
import type { Machine } from "@queuectl/runner/machine";
import type { Process } from "./process.ts";

export interface RunnerProcessOptions {
  readonly id: string;
  readonly process: Process;
  readonly store: JobStore;
  readonly machine: Machine;
  readonly workers: number;
  readonly spoolDir: string;
  readonly untilEmpty: boolean;
  readonly stopTimeoutMs: number | null;
  readonly emit: (event: RunnerEvent) => void;
  /** It is over: `null` when it could not even start. */
  readonly over: (end: RunnerEnd | null) => void;
}

/** A process with a runner in it: the real one, on a machine that is not. */
export class RunnerProcess {
  readonly runner: Runner;
  /** How it ended. */
  end: RunnerEnd | null = null;

  constructor(private readonly options: RunnerProcessOptions) {
    const { store, id, workers, spoolDir, untilEmpty, stopTimeoutMs, emit, machine } = options;
    const shared = { queues: null, version: "0.0.0", hiddenEnv: [], descriptors: null };
    this.runner = createRunner({ ...shared, store, id, workers, spoolDir, untilEmpty, stopTimeoutMs, emit }, machine);
    this.runner.start().catch(() => this.#leave(null));
    void this.runner.finished.then((end) => this.#leave(end));
  }

  get id(): string {
    return this.options.id;
  }

  get alive(): boolean {
    return this.options.process.alive;
  }

  stop(ms: number): void {
    this.options.process.stop(ms);
  }

  go(): void {
    this.options.process.go();
  }

  /** SIGKILL. */
  kill(): void {
    this.options.process.kill();
    void this.options.store.close();
  }

  #leave(end: RunnerEnd | null): void {
    if (!this.alive) return;
    this.end = end;
    this.kill();
    this.options.over(end);
  }
}
