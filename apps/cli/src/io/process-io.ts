import { QueuectlError } from "@queuectl/core";
import type { Channel, Io } from "./io.ts";
import { processRaw } from "./raw.ts";
import { columnsOf, isTerminal } from "./terminal.ts";
import { checkDirectory } from "./utf8.ts";

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
