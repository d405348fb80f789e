import { randomBytes, timingSafeEqual } from "node:crypto";
import {
  closeSync,
  constants,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from "node:fs";
import { InvalidInput, QueuectlError, shellWord } from "@queuectl/core";
import type { Context } from "hono";
import { isLoopback } from "./bind-address.ts";

const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants;

/** 256 bits, as hexadecimal digits; a token of the user's own is held to a quarter of that. */
const TOKEN_BYTES = 32;
const MIN_LENGTH = 16;

export interface TokenSource {
  /** Where the server will listen. */
  readonly host: string;
  /** `QUEUECTL_TOKEN`; it wins over the file. */
  readonly given: string | undefined;
  /** The token's file; made, for its owner's eyes alone, where it is missing. */
  readonly path: string;
}

/**
 * The token that a server at `host` asks for. An address that others can reach is refused unless a token is there already:
 * whoever can reach it and knows the token can run commands, so it takes a decision, not a default.
 */
export function obtainToken({ host, given, path }: TokenSource): string {
  if (given !== undefined && given !== "") return checkToken(given, "QUEUECTL_TOKEN");
  if (!isLoopback(host) && !existsSync(path)) {
    throw new InvalidInput(
      `${host} can be reached by others, and there is no token`,
      "set QUEUECTL_TOKEN (openssl rand -hex 32), or listen on 127.0.0.1",
    );
  }
  createToken(path);
  return checkToken(readToken(path).trim(), path);
}

/** Of a file that is ours, and for our eyes alone; never through a link, which whoever laid it could let lead anywhere. */
function readToken(path: string): string {
  let file: number;
  try {
    file = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (error) {
    throw new QueuectlError(`cannot read the token ${path}: ${(error as Error).message}`, "failed");
  }
  try {
    const stat = fstatSync(file);
    if (!stat.isFile() || stat.uid !== process.geteuid?.()) {
      throw new QueuectlError(`${path} is no file of yours`, "failed", "move it away; another token is drawn then");
    }
    if ((stat.mode & 0o077) !== 0) {
      const fix = `if it was secret until now: chmod 600 ${shellWord(path)}`;
      throw new QueuectlError(`${path} can be read by others`, "failed", fix);
    }
    return readFileSync(file, "utf8");
  } finally {
    closeSync(file);
  }
}

/** Whether it is the token; the time it takes tells nothing of how far a guess was right. */
export function isToken(given: string | null, token: string): boolean {
  // Digests are equally long, whatever was sent.
  return given !== null && timingSafeEqual(digest(given), digest(token));
}

/** What the request carries as `Authorization: Bearer …`. */
export function bearerToken(c: Context): string | null {
  return /^Bearer +(\S+)$/i.exec(c.req.header("authorization") ?? "")?.[1] ?? null;
}

/** It gets its name once it is whole and on the disk: neither another server nor a loss of power is to leave half of it. */
function createToken(path: string): void {
  if (existsSync(path)) return;
  const draft = `${path}-${randomBytes(6).toString("hex")}`;
  try {
    const file = openSync(draft, "wx", 0o600);
    writeSync(file, `${randomBytes(TOKEN_BYTES).toString("hex")}\n`);
    fsyncSync(file);
    closeSync(file);
    linkSync(draft, path);
  } catch (error) {
    // Of two servers that start at once, one makes it and both read it.
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return;
    throw new QueuectlError(`cannot write the token ${path}: ${(error as Error).message}`, "failed");
  } finally {
    rmSync(draft, { force: true });
  }
}

function checkToken(token: string, where: string): string {
  if (token.length >= MIN_LENGTH && /^[\x21-\x7e]+$/.test(token)) return token;
  throw new InvalidInput(
    `the token in ${where} is too weak`,
    `use at least ${MIN_LENGTH} printable characters without spaces: openssl rand -hex 32`,
  );
}

function digest(text: string): Uint8Array {
  return new Bun.CryptoHasher("sha256").update(text).digest();
}
