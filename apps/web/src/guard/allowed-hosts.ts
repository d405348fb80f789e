import { hostname, networkInterfaces } from "node:os";
import { InvalidInput } from "@queuectl/core";
import type { Context } from "hono";
import { type BindAddress, isLoopback, isWildcard, urlHost } from "./bind-address.ts";

/** What the server tells the app of itself with every request. Without it no Host is allowed. */
export interface ServedAt {
  /** Every `Host` header that is answered, port included. */
  readonly hosts: ReadonlySet<string>;
  readonly port?: number;
  /** Whether the server can be reached from this machine alone. */
  readonly loopback?: boolean;
  /** Aborted when the server is about to stop: streams that have no end of their own end then. */
  readonly closing?: AbortSignal;
  /**
   * Gives one connection another idle timeout, 0 for none. A stream needs none, for what it writes does not count; one that
   * has ended needs it back, or a client that does not read would hold the connection for ever.
   */
  readonly idleTimeout?: (request: Request, seconds: number) => void;
}

/** Whether the request names one of our own addresses: exactly, since a suffix or a pattern can be registered by anyone. */
export function allowedHost<E extends { Bindings: ServedAt }>(c: Context<E>): boolean {
  const host = c.req.header("host")?.toLowerCase();
  return host !== undefined && (c.env?.hosts?.has(host) ?? false);
}

/** A name that a proxy or a mapped port adds, as a `Host` header spells it; throws `InvalidInput` naming `what`. */
export function parseAllowedHost(text: string, what: string): string {
  const host = text.toLowerCase();
  if (/^([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(:\d{1,5})?$/.test(host)) return host;
  throw new InvalidInput(
    `${what}: ${JSON.stringify(text)} is not a host`,
    "give what browsers show in the address, with its port if there is one: queue.example.org, localhost:8080",
  );
}

/** The names under which a server bound to this address is reached; `more` are those that stand for it elsewhere. */
export function hostsOf({ host, port }: BindAddress, more: readonly string[] = []): ReadonlySet<string> {
  const names = new Set([urlHost(host)]);
  if (isLoopback(host) || isWildcard(host)) for (const name of ["127.0.0.1", "localhost", "[::1]"]) names.add(name);
  if (isWildcard(host)) {
    // The machine's own addresses and name: none of them is a name that a stranger can point elsewhere.
    names.add(hostname().toLowerCase());
    for (const { address } of Object.values(networkInterfaces()).flatMap((all) => all ?? []))
      names.add(urlHost(address));
  }
  const withPort = [...names].map((name) => `${name}:${port}`);
  return new Set([...(port === 80 ? [...names, ...withPort] : withPort), ...more]);
}
