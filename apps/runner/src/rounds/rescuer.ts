import type { Abandoned, JobStore, Outcome, QueuectlError } from "@queuectl/core";
import { type Clearing, clearWreck } from "../dispatch/salvage.ts";
import type { Verdicts } from "../dispatch/verdicts.ts";
import { Rounds, type Service } from "../service/service.ts";
import { asFailure, isTemporary, type Trouble } from "../service/trouble.ts";

/** How soon after a runner died its jobs are taken back. */
const RESCUE_MS = 2_000;

export interface RescuerOptions extends Clearing {
  readonly store: JobStore;
  readonly runner: string;
  readonly trouble: Trouble;
  readonly verdicts: Verdicts;
  readonly failed: (error: QueuectlError) => void;
}

/**
 * Takes back the jobs of dead runners: ends what they left running, keeps its output, and only then settles it as lost, or as
 * interrupted, so that it executes again. Goes on however busy the workers are.
 */
export class Rescuer implements Service {
  readonly #rounds: Rounds;
  readonly #rescues = new Set<Promise<void>>();

  constructor(private readonly options: RescuerOptions) {
    const { clock, trouble, failed } = options;
    this.#rounds = new Rounds(
      clock,
      RESCUE_MS,
      () => this.#look(),
      (error) => {
        if (isTemporary(error)) trouble.failed(error, "looking for dead runners");
        else failed(asFailure(error));
        return undefined;
      },
    );
  }

  start(): Promise<void> {
    return this.#rounds.start();
  }

  /** Begins nothing more. What was taken over is this runner's to end: waited for without a deadline. */
  async stop(): Promise<void> {
    await this.#rounds.stop();
    await Promise.all(this.#rescues);
  }

  async #look(): Promise<void> {
    const { store, runner, clock, failed } = this.options;
    for (const abandoned of await store.rescue(runner, clock.now())) {
      const rescue = this.#rescue(abandoned)
        .catch((error) => failed(asFailure(error)))
        .finally(() => this.#rescues.delete(rescue));
      this.#rescues.add(rescue);
    }
  }

  async #rescue({ lease, job, loss, stopRequested, pid, processStart, reachable }: Abandoned): Promise<void> {
    const { clock, emit, verdicts, wrecks, spoolDir } = this.options;
    // What a worker notes of its beginning is not synced: after a restart, that there is no note says nothing.
    const restarted = loss === "rebooted";
    const begun = pid !== null || restarted || wrecks.begun(spoolDir, lease);
    const shipped = { stdout: job.last?.stdoutBytes ?? 0, stderr: job.last?.stderrBytes ?? 0 };
    const { id } = job;
    const output = await clearWreck({ lease, pid, processStart, shipped, restarted }, id, this.options, reachable);
    // It was only held: what did not run had no part in its runner's death, and must not come nearer to its own by it.
    if (!begun) return verdicts.giveBack(lease);
    // A runner that was stopping, and was not given the time for it, was not taken down by its jobs.
    const outcome: Outcome = stopRequested === null ? { kind: "lost", because: loss } : { kind: "interrupted" };
    emit({ type: "job-rescued", id, attempt: lease.attempt, outcome });
    verdicts.settle({ lease, job }, { outcome, finishedAt: clock.now(), output, start: null, spooled: true });
  }
}
