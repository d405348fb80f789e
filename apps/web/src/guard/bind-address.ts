import { isIP } from "node:net";
import { InvalidInput } from "@queuectl/core";

/** Where a server listens. */
export interface BindAddress {
  /** `localhost` or an address, IPv6 without brackets. */
  readonly host: string;
  /** 0: whichever is free. */
  readonly port: number;
}

const DEFAULT_HOST = "127.0.0.1";

/** Reads `PORT`, `HOST:PORT` or `[IPV6]:PORT`; throws `InvalidInput` naming `what` for anything else. */
export function parseBindAddress(text: string, what: string): BindAddress {
  const match = /^(?:(.+):)?(\d{1,5})$/.exec(text);
  if (match && Number(match[2]) <= 65_535) {
    const host = match[1] === undefined ? DEFAULT_HOST : bareHost(match[1]);
    if (host !== null) return { host, port: Number(match[2]) };
  }
  throw new InvalidInput(
    `${what}: ${JSON.stringify(text)} is not an address to listen on`,
    "give a port (4780) or address and port: 127.0.0.1:4780, [::1]:4780",
  );
}

/** Reads an address or `localhost`; throws `InvalidInput` naming `what` for anything else. */
export function parseHost(text: string, what: string): string {
  const host = isIP(text) === 6 ? text : bareHost(text);
  if (host !== null) return host;
  throw new InvalidInput(
    `${what}: ${JSON.stringify(text)} is not an address to listen on`,
    "give an address of this machine (127.0.0.1, ::1, 0.0.0.0 for all) or localhost",
  );
}

/** As a URL, a `Host` header and `parseBindAddress` spell it. */
export function urlHost(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host.toLowerCase();
}

/** Whether only this machine can reach it. What is not plainly so counts as reachable by others. */
export function isLoopback(host: string): boolean {
  return host.toLowerCase() === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

/** Whether it stands for every address of this machine. */
export function isWildcard(host: string): boolean {
  return host === "0.0.0.0" || /^[0:]+$/.test(host);
}

/** Addresses and `localhost` alone: what any other name stands for is the resolver's to say, and it may change its mind. */
function bareHost(text: string): string | null {
  const ipv6 = /^\[(.+)\]$/.exec(text)?.[1];
  if (ipv6 !== undefined) return isIP(ipv6) === 6 ? ipv6 : null;
  return isIP(text) === 4 || text.toLowerCase() === "localhost" ? text : null;
}
