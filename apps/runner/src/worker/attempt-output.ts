import { closeSync } from "node:fs";
import { OUTPUT_STREAMS, type OutputPiece, type OutputStream } from "@queuectl/core";
import type { FromWorker, Order } from "../messages/messages.ts";
import type { Clock } from "../service/service.ts";
import type { Executing } from "../spool/executing.ts";
import type { Outlets } from "../spool/outlets.ts";
import type { Pipe } from "../spool/pipe.ts";
import { Spool } from "../spool/spool.ts";
import { Listening } from "./listening.ts";
import { Shipper } from "./shipper.ts";

/** What an attempt's output needs of its worker. */
export interface OutputContext {
  readonly clock: Clock;
  readonly spoolDir: string;
  readonly outlets: Outlets;
  readonly executing: Executing;
  readonly post: (message: FromWorker) => void;
}

/** What one attempt writes: its pipes, and the way from there to the main thread. */
export class AttemptOutput {
  /** What the child gets. */
  readonly ends: Record<OutputStream, number> = { stdout: -1, stderr: -1 };
  readonly #pipes: Pipe[] = [];
  readonly #spool: Spool;
  readonly #shipper: Shipper;
  readonly #listening: Listening;

  /** Throws like `node:fs` when there are no pipes to be had, and has taken none then. */
  constructor(
    { lease, limits }: Order,
    private readonly around: OutputContext,
  ) {
    const { clock, spoolDir, outlets, executing, post } = around;
    try {
      for (const stream of OUTPUT_STREAMS) {
        const pipe = outlets.take();
        this.#pipes.push(pipe);
        this.ends[stream] = pipe.both();
      }
      const [stdout, stderr] = this.#pipes as [Pipe, Pipe];
      executing.begin(lease, { stdout: stdout.name, stderr: stderr.name });
      this.#spool = new Spool({ dir: spoolDir, lease, limits, pipes: { stdout, stderr } });
    } catch (error) {
      this.closeEnds();
      this.letGo();
      throw error;
    }
    this.#shipper = new Shipper(this.#spool, clock, (pieces) => post({ type: "output", pieces }));
    this.#listening = new Listening({
      spool: this.#spool,
      pipes: this.#pipes,
      outlets,
      clock,
      heard: () => this.#shipper.heard(),
      blocked: ({ message }) => post({ type: "blocked", reason: message }),
    });
  }

  /** It takes longer: reads what it writes from now on as it comes. */
  listen(): void {
    this.#listening.start();
  }

  shipped(holds: boolean): void {
    this.#shipper.shipped(holds);
  }

  /** Nothing of it runs any more, but perhaps what it left on purpose. Resolves to what is to travel with the settle. */
  rest(): Promise<readonly OutputPiece[]> {
    this.#listening.stop();
    return this.#shipper.rest();
  }

  get spooled(): boolean {
    return this.#spool.begun;
  }

  /** The child has its own by now. */
  closeEnds(): void {
    for (const stream of OUTPUT_STREAMS) {
      if (this.ends[stream] >= 0) closeSync(this.ends[stream]);
      this.ends[stream] = -1;
    }
  }

  /** Nobody wants more of it. */
  letGo(): void {
    this.#spool?.close();
    for (const pipe of this.#pipes.splice(0)) this.around.outlets.give(pipe);
  }
}
