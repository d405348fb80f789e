import type { Context } from "./benchmark.ts";

/** A program that people would use instead. Adding one is a file with such an object and its line in `peers.ts`. */
export interface Peer {
  readonly name: string;
  /** How to get it where it is missing; `null` when it is here. */
  lacks(): string | null;
  /** Executes short shell lines as fast as it can, and keeps what they print. Resolves to jobs a second. */
  drain?(work: Work): Promise<number>;
  /** Brings up an empty queue that waits for jobs. */
  wait?(context: Context): Promise<WaitingQueue>;
}

/** The same shell line, again and again. */
export interface Work {
  readonly line: string;
  readonly jobs: number;
  readonly workers: number;
  /** Empty, and removed afterwards. */
  readonly folder: string;
}

export interface WaitingQueue extends AsyncDisposable {
  readonly env: Readonly<Record<string, string>>;
  /** The command line that gives it a job. */
  enqueue(argv: readonly string[]): readonly string[];
  /** The command line that lists its jobs. */
  readonly list: readonly string[];
}

/** The environment of a peer: nothing of whoever runs the bench but the path. */
export function plainEnvironment(folder: string): Record<string, string> {
  const { PATH = "" } = process.env;
  return { PATH, HOME: folder, TMPDIR: folder };
}
