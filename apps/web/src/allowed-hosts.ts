import { hostname, networkInterfaces } from "node:os";
import type { Context } from "hono";
import { type BindAddress, isLoopback, isWildcard, urlHost } from "./bind-address.ts";

/** What the server tells the app of itself with every request. Without it no Host is allowed. */
export interface ServedAt {
  /** Every `Host` header that is answered, port included. */
  readonly hosts: ReadonlySet<string>;
  /** Aborted when the server is about to stop: streams that have no end of their own end then. */
  readonly closing?: AbortSignal;
  /**
   * Gives one connection another idle timeout, 0 for none. A stream needs none, for what it writes does not count; one that
   * has ended needs it back, or a client that does not read would hold the connection for ever.
   */
  readonly idleTimeout?: (request: Request, seconds: number) => void;
}

/** Whether the request names one of our own addresses: exactly, since a suffix or a pattern can be registered by anyone. */
export function allowedHost(c: Context<{ Bindings: ServedAt }>): boolean {
  const host = c.req.header("host")?.toLowerCase();
  return host !== undefined && (c.env?.hosts?.has(host) ?? false);
}

/** The names under which a server bound to this address is reached. */
export function hostsOf({ host, port }: BindAddress): ReadonlySet<string> {
  const names = new Set([urlHost(host)]);
  if (isLoopback(host) || isWildcard(host)) for (const name of ["127.0.0.1", "localhost", "[::1]"]) names.add(name);
  if (isWildcard(host)) {
    // The machine's own addresses and name: none of them is a name that a stranger can point elsewhere.
    names.add(hostname().toLowerCase());
    for (const { address } of Object.values(networkInterfaces()).flatMap((all) => all ?? []))
      names.add(urlHost(address));
  }
  const withPort = [...names].map((name) => `${name}:${port}`);
  return new Set(port === 80 ? [...names, ...withPort] : withPort);
}
