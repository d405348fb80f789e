import { createReadStream } from "node:fs";
import { InvalidInput } from "@queuectl/core";
import type { Io } from "../io.ts";
import type { Out } from "../out.ts";
import { standardInput } from "../standard-input.ts";
import type { Source } from "./bulk.ts";

/** Opens a file of jobs; `-` is standard input. */
export async function openSource(path: string, io: Io, out: Out): Promise<Source> {
  if (path === "-") return { chunks: standardInput(io, out, "jobs"), part: () => null };
  const absolute = path.startsWith("/") ? path : `${io.cwd()}/${path}`;
  const size = await sizeOf(absolute, path);
  let seen = 0;
  async function* chunks() {
    // Not Bun.file: it cannot stream devices such as /dev/null.
    for await (const chunk of createReadStream(absolute)) {
      seen += chunk.length;
      yield chunk as Uint8Array;
    }
  }
  return { chunks: chunks(), part: () => (size > 0 ? seen / size : null) };
}

async function sizeOf(absolute: string, path: string): Promise<number> {
  const stat = await Bun.file(absolute)
    .stat()
    .catch((error: { code?: string }) => {
      const reason = error.code === "ENOENT" ? "there is no such file" : (error.code ?? "unknown error");
      throw new InvalidInput(`--file: ${JSON.stringify(path)} cannot be read: ${reason}`);
    });
  if (stat.isDirectory()) throw new InvalidInput(`--file: ${JSON.stringify(path)} is a directory`, "name a file");
  return stat.isFile() ? stat.size : 0;
}
