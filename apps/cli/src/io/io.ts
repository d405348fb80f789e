import { QueuectlError } from "@queuectl/core";
import { processRaw, type Raw } from "./raw.ts";
import { columnsOf, isTerminal } from "./terminal.ts";
import { checkDirectory } from "./utf8.ts";

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

/** The process's own streams, environment and clock. */
export function processIo(): Io {
  return {
    env: process.env,
    raw: processRaw,
    platform: process.platform,
    cwd: workingDirectory,
    now: () => Date.now(),
    stdin: { isTerminal: async () => isTerminal(0), chunks: () => Bun.stdin.stream() },
    stdout: channel(Bun.stdout, 1),
    stderr: channel(Bun.stderr, 2),
  };
}

// A file's sink, not process.stdout: that one takes milliseconds to load, and tells of a full disk only by an event.
function channel(file: Bun.BunFile, fd: 1 | 2): Channel {
  let sink: Bun.FileSink | undefined;
  return {
    terminal: isTerminal(fd),
    columns: () => columnsOf(fd) || 80,
    async write(data) {
      sink ??= file.writer();
      // Of text that is not ASCII, Bun 1.4.5's sink makes a copy in which EPIPE ends the process with a stack trace.
      const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
      try {
        // Both may come to know that nobody reads any more.
        await Promise.all([sink.write(bytes), sink.flush()]);
      } catch (error) {
        const { code, message } = error as NodeJS.ErrnoException;
        if (code === "EPIPE") throw error;
        throw new QueuectlError(
          `the answer cannot be written: ${message}`,
          "failed",
          "write it elsewhere; what was asked may be done",
        );
      }
    },
  };
}

function workingDirectory(): string {
  let path: string;
  try {
    path = process.cwd();
  } catch (error) {
    throw new QueuectlError("the working directory is gone", "failed", "change to one that exists", { cause: error });
  }
  checkDirectory(path, processRaw);
  return path;
}
