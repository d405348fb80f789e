import type { Lease, OutputLimits, OutputStream } from "@queuectl/core";
import { attach } from "./attach.ts";
import { findExecuting, type PipeNames } from "./executing.ts";
import type { Pipe } from "./pipe.ts";
import { Spool } from "./spool.ts";

export interface RemainsOptions {
  readonly dir: string;
  readonly lease: Lease;
  readonly limits: OutputLimits;
  readonly shipped: Readonly<Record<OutputStream, number>>;
  /** The processes of the attempt that live. */
  readonly living: () => readonly number[];
}

/** What an attempt has written that its dead runner did not come to read: it is in the pipes, as long as somebody has them open. */
export class Remains {
  readonly #names: PipeNames | null;
  readonly #pipes: Record<OutputStream, Pipe | null> = { stdout: null, stderr: null };

  constructor(private readonly options: RemainsOptions) {
    this.#names = findExecuting(options.dir, options.lease);
  }

  /** Reads what there is now, behind what is in the spool already. Throws on a full disk; then everything is still where it was. */
  read(at: number): void {
    this.#attach();
    const pipes = this.#pipes;
    if (pipes.stdout === null && pipes.stderr === null) return;
    const { dir, lease, limits, shipped } = this.options;
    const spool = Spool.resume({ dir, lease, limits, pipes }, shipped, at);
    try {
      spool.read(at);
    } finally {
      spool.close();
    }
  }

  close(): void {
    this.#pipes.stdout?.close();
    this.#pipes.stderr?.close();
  }

  #attach(): void {
    if (this.#names === null) return;
    const { stdout, stderr } = this.#pipes;
    if (stdout !== null && stderr !== null) return;
    const living = this.options.living();
    this.#pipes.stdout ??= attach(this.#names.stdout, living);
    this.#pipes.stderr ??= attach(this.#names.stderr, living);
  }
}
