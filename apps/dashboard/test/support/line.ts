import { connect, createServer, type Socket } from "node:net";

/** The line between a browser and a server, which can be cut and mended. Closing it cuts it for good. */
export interface Line extends AsyncDisposable {
  /** Where the browser goes to: `127.0.0.1:PORT`. */
  readonly host: string;
  /** Carries everything on to this port, from now on. */
  lead(port: number): void;
  cut(): void;
  mend(): void;
}

export async function newLine(): Promise<Line> {
  const open = new Set<Socket>();
  let port: number | null = null;
  let whole = true;
  const server = createServer((near) => {
    if (!whole || port === null) {
      near.destroy();
      return;
    }
    const far = connect(port, "127.0.0.1");
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.pipe(other);
      // One that is cut takes the other with it.
      one.on("error", () => {});
      one.on("close", () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const cut = () => {
    whole = false;
    for (const socket of open) socket.destroy();
  };
  return {
    host: `127.0.0.1:${typeof address === "object" ? address?.port : ""}`,
    lead: (to) => {
      port = to;
    },
    cut,
    mend: () => {
      whole = true;
    },
    async [Symbol.asyncDispose]() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
