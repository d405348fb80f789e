import { formatLease, type Outcome } from "@queuectl/core";
import { checkAllowed, processStart } from "@queuectl/core/host";
import type { EndCause, FromWorker, Order, Start, WorkerSetup } from "../messages.ts";
import { endTree } from "../process/end-tree.ts";
import type { Clock, Timer } from "../service.ts";
import { removeSpool } from "../spool/files.ts";
import { Spool } from "../spool/spool.ts";
import { jobEnvironment } from "./environment.ts";
import { LOOK_MS, Shipper } from "./shipper.ts";
import { argvOf, explainFailure, type Spawn, type SpawnRequest } from "./spawn.ts";

/** An attempt that ends sooner is reported once, by its end alone. */
const NOTE_AFTER_MS = 10;

/** What an execution needs of its surroundings. */
export interface Surroundings extends WorkerSetup {
  readonly clock: Clock;
  readonly spawn: Spawn;
  readonly post: (message: FromWorker) => void;
}

/** One attempt from its order to its end. It reports exactly one `ended` or `unable`, after which nothing of it is left. */
export class Execution {
  /** Why it was ended from here. The first cause wins, whatever the process then dies of. */
  #cause: Outcome | null = null;
  #ending: Promise<void> | null = null;
  #start: Start | null = null;
  #shipper: Shipper | null = null;
  #leaderGone = false;
  #timeout: Timer | null = null;
  #next: Timer | null = null;

  constructor(
    private readonly order: Order,
    private readonly around: Surroundings,
  ) {}

  begin(): void {
    const { order, around } = this;
    let spool: Spool;
    try {
      spool = Spool.create(around.spoolDir, order);
    } catch (error) {
      this.#unable(`cannot create the spool files: ${(error as Error).message}`);
      return;
    }
    const request: Omit<SpawnRequest, "exited"> = {
      argv: argvOf(order.command),
      cwd: order.cwd,
      env: jobEnvironment(around.environment, order),
      stdout: spool.fd("stdout"),
      stderr: spool.fd("stderr"),
    };
    try {
      const path = request.env["PATH"] ?? "";
      checkAllowed(order.command, order.fence, { path, cwd: order.cwd ?? process.cwd(), env: order.env });
      const at = around.clock.now();
      const { pid } = around.spawn({
        ...request,
        exited: (exitCode, signal) => void this.#exited(spool, ended(exitCode, signal)),
      });
      this.#started(spool, pid, at);
    } catch (error) {
      spool.close();
      const { fault, ...why } = explainFailure(error, request);
      if (fault === "machine") this.#unable(why.reason);
      else this.#report({ kind: "spawn-failed", ...why }, around.clock.now(), []);
    }
  }

  /** Ends it by the ladder, unless it is ending already. */
  end(cause: EndCause): void {
    this.#end({ kind: cause });
  }

  /** The answer to the output that was posted last. */
  shipped(holds: boolean): void {
    this.#shipper?.shipped(holds);
  }

  #started(spool: Spool, pid: number, at: number): void {
    const { clock, post } = this.around;
    this.#start = { pid, processStart: null, at };
    this.#shipper = new Shipper(spool, clock.now, (pieces) => post({ type: "output", pieces }));
    const { timeoutMs } = this.order;
    if (timeoutMs > 0) {
      this.#timeout = clock.after(timeoutMs, () => this.#end({ kind: "timed-out", afterMs: timeoutMs }));
    }
    this.#next = clock.after(NOTE_AFTER_MS, () => {
      this.#start = { ...(this.#start as Start), processStart: processStart(pid) };
      post({ type: "started", start: this.#start });
      this.#look();
    });
  }

  #look(): void {
    const { outputMaxBytes } = this.order;
    if (!this.#shipper?.look(outputMaxBytes)) {
      const reason = `its output is longer than output-max (${outputMaxBytes} bytes), and holes cannot be punched here`;
      this.#end({ kind: "signalled", signal: "SIGTERM", reason });
    }
    this.#next = this.around.clock.after(LOOK_MS, () => this.#look());
  }

  #end(cause: Outcome): void {
    if (this.#cause !== null || this.#leaderGone || this.#start === null) return;
    this.#cause = cause;
    this.#ending = this.#endTree(true);
  }

  async #exited(spool: Spool, outcome: Outcome): Promise<void> {
    // Never before it was started, even if the clock was set back meanwhile.
    const finishedAt = Math.max(this.around.clock.now(), this.#start?.at ?? 0);
    this.#leaderGone = true;
    const success = outcome.kind === "exited" && outcome.exitCode === 0;
    // After success, a daemon that left the session on purpose lives on.
    await (this.#ending ?? this.#endTree(!success));
    this.#timeout?.cancel();
    this.#next?.cancel();
    const output = await (this.#shipper as Shipper).rest();
    spool.close();
    this.#report(this.#cause ?? outcome, finishedAt, output);
  }

  #endTree(everything: boolean): Promise<void> {
    const { lease, graceMs } = this.order;
    const { clock, post } = this.around;
    const tree = { group: (this.#start as Start).pid, cookie: everything ? formatLease(lease) : null };
    return endTree(tree, { clock, graceMs, stuck: (pids) => post({ type: "stuck", pids }) });
  }

  #report(outcome: Outcome, finishedAt: number, output: Awaited<ReturnType<Shipper["rest"]>>): void {
    this.around.post({ type: "ended", ended: { start: this.#start, outcome, finishedAt, output } });
  }

  #unable(reason: string): void {
    const { lease, spare } = this.order;
    for (const made of [lease, spare]) if (made !== null) removeSpool(this.around.spoolDir, made);
    this.around.post({ type: "unable", reason });
  }
}

function ended(exitCode: number | null, signal: string | number | null): Outcome {
  if (signal !== null) return { kind: "signalled", signal: String(signal) };
  // Somebody else has read it. That it went well would be the worst guess.
  return exitCode === null ? { kind: "lost", because: "end-unknown" } : { kind: "exited", exitCode };
}
