import type { Raw } from "./raw.ts";

/** The variables that queuectl itself reads, and all others. */
export interface Environment {
  readonly HOME?: string | undefined;
  readonly PATH?: string | undefined;
  readonly QUEUECTL_HOME?: string | undefined;
  readonly QUEUECTL_DB?: string | undefined;
  readonly QUEUECTL_DEBUG?: string | undefined;
  readonly NO_COLOR?: string | undefined;
  readonly TERM?: string | undefined;
  readonly [name: string]: string | undefined;
}

/** Everything that a command touches of the world outside, so that it can also run within another process. */
export interface Io {
  readonly env: Environment;
  /** What the command line and `env` were decoded from; absent where a program gives text in the first place. */
  readonly raw?: Raw;
  readonly platform: string;
  /** Throws where it is gone, or where its path is no text. */
  cwd(): string;
  now(): number;
  readonly stdin: Input;
  readonly stdout: Channel;
  readonly stderr: Channel;
}

export interface Input {
  isTerminal(): Promise<boolean>;
  chunks(): AsyncIterable<Uint8Array>;
}

export interface Channel {
  readonly terminal: boolean;
  /** The terminal's width; meaningless elsewhere. */
  columns(): number;
  /** Resolves when it was handed on. Rejects with `EPIPE` when nobody reads any more. */
  write(data: string | Uint8Array): Promise<void>;
}
