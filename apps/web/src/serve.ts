import { QueuectlError } from "@queuectl/core";
import { IDLE_SECONDS } from "./answers/idle-time.ts";
import type { WebApp } from "./app.ts";
import { hostsOf, type ServedAt } from "./guard/allowed-hosts.ts";
import { type BindAddress, isLoopback, urlHost } from "./guard/bind-address.ts";

export interface Serving {
  /** With the port that was really taken. */
  readonly url: string;
  /** Lets running requests end until the deadline, then cuts them off. Stopping twice is fine. */
  stop(deadline: AbortSignal): Promise<void>;
}

/** The app itself refuses what is too long: how much that is depends on what it is, and on who sends it. */
const MAX_BODY_BYTES = Number.MAX_SAFE_INTEGER;

/** Serves the app until it is stopped. Rejects in one line when the address cannot be had. */
export async function serve(
  app: WebApp,
  address: BindAddress,
  /** Names beyond its own under which it may be addressed: see `parseAllowedHost`. */
  allowedHosts: readonly string[] = [],
): Promise<Serving> {
  // The name is bound as what it stands for: what the resolver makes of it is not ours to trust.
  const host = address.host.toLowerCase() === "localhost" ? "127.0.0.1" : address.host;
  const closing = new AbortController();
  let servedAt: ServedAt = { hosts: new Set() };
  const server = bind(() =>
    Bun.serve({
      hostname: host,
      port: address.port,
      development: false,
      // Outside of development Bun shares a port that is taken, and the two servers get every other request.
      reusePort: false,
      idleTimeout: IDLE_SECONDS,
      maxRequestBodySize: MAX_BODY_BYTES,
      fetch: (request) => app.fetch(request, servedAt),
      error: () => new Response(null, { status: 500 }),
    }),
  );
  const port = server.port ?? address.port;
  servedAt = {
    hosts: hostsOf({ host, port }, allowedHosts),
    port,
    loopback: isLoopback(host),
    closing: closing.signal,
    idleTimeout: (request, seconds) => server.timeout(request, seconds),
  };

  return {
    url: `http://${urlHost(host)}:${port}`,
    async stop(deadline) {
      // A plain stop waits for every open response, and an event stream has no end but this.
      closing.abort();
      await Promise.race([server.stop(), aborted(deadline)]);
      await server.stop(true);
    },
  };

  function bind<T>(open: () => T): T {
    try {
      return open();
    } catch (error) {
      throw refusal(error as NodeJS.ErrnoException, host, address.port);
    }
  }
}

function refusal(error: NodeJS.ErrnoException, host: string, port: number): QueuectlError {
  const where = `${urlHost(host)}:${port}`;
  switch (error.code) {
    case "EADDRINUSE":
      return new QueuectlError(
        `${where} is taken by another program`,
        "failed",
        "choose another port; 0 takes a free one",
      );
    case "EACCES":
    case "EPERM":
      return new QueuectlError(`${where} may not be listened on`, "failed", "choose a port from 1024");
    case "EADDRNOTAVAIL":
      return new QueuectlError(`${host} is not an address of this machine`, "failed", "listen on 127.0.0.1");
    default:
      return new QueuectlError(`cannot listen on ${where}: ${error.message}`, "failed", null, { cause: error });
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
