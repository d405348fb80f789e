import { randomBytes, timingSafeEqual } from "node:crypto";
import { chmodSync, closeSync, existsSync, openSync, readFileSync, statSync, writeSync } from "node:fs";
import { InvalidInput, QueuectlError } from "@queuectl/core";
import type { Context } from "hono";
import { isLoopback } from "./bind-address.ts";

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
  if ((statSync(path).mode & 0o077) !== 0) {
    throw new QueuectlError(`${path} can be read by others`, "failed", `if it was secret until now: chmod 600 ${path}`);
  }
  return checkToken(readFileSync(path, "utf8").trim(), path);
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

function createToken(path: string): void {
  let file: number;
  try {
    file = openSync(path, "wx", 0o600);
  } catch (error) {
    // Of two servers that start at once, one makes it and both read it.
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return;
    throw new QueuectlError(`cannot write the token ${path}: ${(error as Error).message}`, "failed");
  }
  writeSync(file, `${randomBytes(TOKEN_BYTES).toString("hex")}\n`);
  closeSync(file);
  chmodSync(path, 0o600);
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
