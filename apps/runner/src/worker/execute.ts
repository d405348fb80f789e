import { formatLease, type Outcome, type OutputPiece } from "@queuectl/core";
import { checkAllowed, processStart } from "@queuectl/core/host";
import type { EndCause, FromWorker, Order, Start, WorkerSetup } from "../messages/messages.ts";
import { endTree } from "../process/end-tree.ts";
import type { Clock, Timer } from "../service/service.ts";
import type { Executing } from "../spool/executing.ts";
import type { Outlets } from "../spool/outlets.ts";
import { AttemptOutput } from "./attempt-output.ts";
import { jobEnvironment } from "./environment.ts";
import { argvOf, explainFailure, explainMachine, type Spawn, type SpawnRequest } from "./spawn.ts";

/** An attempt that ends sooner is reported once, by its end alone. */
const NOTE_AFTER_MS = 10;

/** What an execution needs of its surroundings. */
export interface ExecutionContext extends WorkerSetup {
  readonly clock: Clock;
  readonly spawn: Spawn;
  readonly outlets: Outlets;
  readonly executing: Executing;
  readonly post: (message: FromWorker) => void;
}

/** One attempt from its order to its end. It reports exactly one `ended` or `unable`, after which nothing of it is left. */
export class Execution {
  /** Why it was ended from here. The first cause wins, whatever the process then dies of. */
  #cause: Outcome | null = null;
  #ending: Promise<void> | null = null;
  #start: Start | null = null;
  #output: AttemptOutput | null = null;
  #leaderGone = false;
  #timeout: Timer | null = null;
  #note: Timer | null = null;

  constructor(
    private readonly order: Order,
    private readonly around: ExecutionContext,
  ) {}

  begin(): void {
    const { order, around } = this;
    let output: AttemptOutput;
    try {
      output = new AttemptOutput(order, around);
    } catch (error) {
      const reason = explainMachine(error);
      if (reason === null) throw error;
      this.#unable(reason);
      return;
    }
    const request: Omit<SpawnRequest, "exited"> = {
      argv: argvOf(order.command),
      cwd: order.cwd,
      env: jobEnvironment(around.environment, order),
      stdout: output.ends.stdout,
      stderr: output.ends.stderr,
    };
    try {
      const path = request.env["PATH"] ?? "";
      checkAllowed(order.command, order.fence, { path, cwd: order.cwd ?? process.cwd(), env: order.env });
      const at = around.clock.now();
      const { pid } = around.spawn({
        ...request,
        exited: (exitCode, signal) => void this.#exited(output, ended(exitCode, signal)),
      });
      this.#started(output, pid, at);
    } catch (error) {
      const { fault, ...why } = explainFailure(error, request);
      if (fault === "machine") this.#unable(why.reason);
      else this.#report({ kind: "spawn-failed", ...why }, around.clock.now(), []);
      output.letGo();
    } finally {
      output.closeEnds();
    }
  }

  /** Ends it by the ladder, unless it is ending already. */
  end(cause: EndCause): void {
    this.#end({ kind: cause });
  }

  /** The answer to the output that was posted last. */
  shipped(holds: boolean): void {
    this.#output?.shipped(holds);
  }

  #started(output: AttemptOutput, pid: number, at: number): void {
    const { clock, post } = this.around;
    this.#start = { pid, processStart: null, at };
    this.#output = output;
    const { timeoutMs } = this.order;
    if (timeoutMs > 0) {
      this.#timeout = clock.after(timeoutMs, () => this.#end({ kind: "timed-out", afterMs: timeoutMs }));
    }
    this.#note = clock.after(NOTE_AFTER_MS, () => {
      this.#start = { ...(this.#start as Start), processStart: processStart(pid) };
      post({ type: "started", start: this.#start });
      output.listen();
    });
  }

  #end(cause: Outcome): void {
    if (this.#cause !== null || this.#leaderGone || this.#start === null) return;
    this.#cause = cause;
    this.#ending = this.#endTree(true);
  }

  async #exited(output: AttemptOutput, outcome: Outcome): Promise<void> {
    // Never before it was started, even if the clock was set back meanwhile.
    const finishedAt = Math.max(this.around.clock.now(), this.#start?.at ?? 0);
    this.#leaderGone = true;
    const success = outcome.kind === "exited" && outcome.exitCode === 0;
    // After success, a daemon that left the session on purpose lives on.
    await (this.#ending ?? this.#endTree(!success));
    this.#timeout?.cancel();
    this.#note?.cancel();
    const rest = await output.rest();
    output.letGo();
    this.#report(this.#cause ?? outcome, finishedAt, rest);
  }

  #endTree(everything: boolean): Promise<void> {
    const { lease, graceMs } = this.order;
    const { clock, post } = this.around;
    const tree = { group: (this.#start as Start).pid, cookie: everything ? formatLease(lease) : null };
    return endTree(tree, { clock, graceMs, stuck: (pids) => post({ type: "stuck", pids }) });
  }

  #report(outcome: Outcome, finishedAt: number, output: readonly OutputPiece[]): void {
    const spooled = this.#output?.spooled ?? false;
    this.around.post({ type: "ended", ended: { start: this.#start, outcome, finishedAt, output, spooled } });
  }

  #unable(reason: string): void {
    this.around.executing.forget();
    this.around.post({ type: "unable", reason });
  }
}

function ended(exitCode: number | null, signal: string | number | null): Outcome {
  if (signal !== null) return { kind: "signalled", signal: String(signal) };
  // Somebody else has read it. That it went well would be the worst guess.
  return exitCode === null ? { kind: "lost", because: "end-unknown" } : { kind: "exited", exitCode };
}
