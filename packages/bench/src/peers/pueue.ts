import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Peer, plainEnvironment } from "../measuring/peer.ts";
import { end, run, start } from "../running/processes.ts";
import { until } from "../running/until.ts";

/** It looks for something to start a few times a second: a queue for long jobs, so it takes no part in the drain. */
export const pueue: Peer = {
  name: "pueue",
  lacks: () => (Bun.which("pueued") === null ? "cargo install pueue" : null),

  async wait({ signal }) {
    // Short: the path of a socket may have no more than a hundred characters or so.
    const home = await mkdtemp(join(tmpdir(), "bench-"));
    const config = join(home, "pueue.yml");
    const socket = join(home, "socket");
    const shared = { pueue_directory: home, runtime_directory: home, use_unix_socket: true, unix_socket_path: socket };
    await Bun.write(config, JSON.stringify({ client: {}, daemon: {}, shared }));
    const surroundings = { cwd: home, env: plainEnvironment(home) };
    const daemon = start(["pueued", "--config", config], surroundings);
    const client = ["pueue", "--config", config];
    await until(signal, "a pueued that listens", () => existsSync(socket) || daemon.exitCode !== null);
    await run([...client, "parallel", "4"], surroundings);
    return {
      env: surroundings.env,
      enqueue: (argv) => [...client, "add", "--", ...argv],
      list: [...client, "status"],
      async [Symbol.asyncDispose]() {
        await end(daemon);
        await rm(home, { recursive: true, force: true });
      },
    };
  },
};
