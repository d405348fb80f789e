import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Peer, plainEnvironment } from "../measuring/peer.ts";
import { run } from "../running/processes.ts";

/** Every job that waits is a process of its own, and the server knows only so many. */
const ENOUGH = 200;
/** Debian's name for it, since TeX has a program `ts`. */
const TSP = "tsp";

export const taskSpooler: Peer = {
  name: "task-spooler",
  lacks: () => (Bun.which(TSP) === null ? "apt-get install task-spooler" : null),

  async drain({ line, jobs: wanted, workers, folder }) {
    const jobs = Math.min(wanted, ENOUGH);
    await using server = await Server.start(folder);
    // One slot, and a job that keeps it until the gate is gone, be it with the whole folder.
    await Bun.write(join(folder, "gate"), "");
    await server.tsp("-S", "1");
    await server.tsp("sh", "-c", "while test -e gate; do sleep 0.05; done");
    let last = "";
    for (let job = 0; job < jobs; job++) last = await server.tsp("sh", "-c", line);
    const begin = performance.now();
    await server.tsp("-S", String(workers + 1));
    await server.tsp("-w", last.trim());
    return jobs / ((performance.now() - begin) / 1_000);
  },

  async wait({ folder }) {
    const server = await Server.start(folder);
    await server.tsp("-S", "4");
    return {
      env: server.env,
      enqueue: (argv) => [TSP, ...argv],
      list: [TSP],
      [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
    };
  },
};

/** Its server starts by itself, in the background, and belongs to a socket. */
class Server implements AsyncDisposable {
  private constructor(
    readonly cwd: string,
    readonly env: Readonly<Record<string, string>>,
    private readonly socket: string,
  ) {}

  static async start(folder: string): Promise<Server> {
    // Short: the path of a socket may have no more than a hundred characters or so.
    const socket = await mkdtemp(join(tmpdir(), "bench-"));
    const server = new Server(folder, { ...plainEnvironment(folder), TS_SOCKET: join(socket, "s") }, socket);
    await server.tsp("-l");
    return server;
  }

  tsp(...args: string[]): Promise<string> {
    return run([TSP, ...args], this);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(join(this.cwd, "gate"), { force: true });
    // A job that outlives its server complains into a file beside the socket. They are short; a second is patience enough.
    for (let look = 0; look < 20 && / running /.test(await this.tsp()); look++) await Bun.sleep(50);
    await this.tsp("-K");
    await rm(this.socket, { recursive: true, force: true });
  }
}
