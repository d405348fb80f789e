import { createReadStream } from "node:fs";
import { InvalidInput } from "@queuectl/core";
import { standardInput } from "../frame/standard-input.ts";
import type { Io } from "../io/io.ts";
import type { Out } from "../print/out.ts";
import type { Source } from "./bulk.ts";

/** Opens a file of jobs; `-` is standard input. */
export async function openSource(path: string, io: Io, out: Out): Promise<Source> {
  if (path === "-") return { chunks: standardInput(io, out, "jobs"), part: () => null };
  // A program cannot be given one, but whoever calls `main` can.
  if (path.includes("\0")) throw new InvalidInput("--file contains a NUL character", "name a file");
  const absolute = path.startsWith("/") ? path : `${io.cwd()}/${path}`;
  const size = await sizeOf(absolute, path);
  let seen = 0;
  async function* chunks() {
    // Not Bun.file: it cannot stream devices such as /dev/null.
    try {
      for await (const chunk of createReadStream(absolute)) {
        seen += chunk.length;
        yield chunk as Uint8Array;
      }
    } catch (error) {
      throw unreadable(path, error);
    }
  }
  return { chunks: chunks(), part: () => (size > 0 ? seen / size : null) };
}

async function sizeOf(absolute: string, path: string): Promise<number> {
  const stat = await statOf(absolute).catch((error) => {
    throw unreadable(path, error);
  });
  if (stat.isDirectory()) throw new InvalidInput(`--file: ${JSON.stringify(path)} is a directory`, "name a file");
  return stat.isFile() ? stat.size : 0;
}

/** Of a path that no file can have, Bun says so by throwing at once. */
async function statOf(path: string) {
  return await Bun.file(path).stat();
}

const REASONS: Record<string, string> = {
  ENOENT: "there is no such file",
  EACCES: "permission denied",
  ENAMETOOLONG: "no file can have so long a name",
};

function unreadable(path: string, error: unknown): InvalidInput {
  const { code = "unknown error" } = error as { code?: string };
  return new InvalidInput(
    `--file: ${JSON.stringify(path)} cannot be read: ${REASONS[code] ?? code}`,
    "name a file that you can read, or - for standard input",
  );
}
