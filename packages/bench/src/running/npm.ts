/** The peers that come from npm: they live in `peers/`, with versions of their own, and are installed when a benchmark asks. */
import { cp } from "node:fs/promises";
import { join } from "node:path";

const SOURCE = join(import.meta.dir, "../../peers");
/** Outside of the workspace's own installation, so that no import of the project can reach them. */
const INSTALLED = join(import.meta.dir, "../../dist/peers");

let installation: Promise<string> | null = null;

/** Installs them once a run. Resolves to the folder that has their `node_modules`, and a copy of the scripts in `peers/`. */
export function npmPeers(): Promise<string> {
  installation ??= install();
  return installation;
}

async function install(): Promise<string> {
  await cp(SOURCE, INSTALLED, { recursive: true });
  const bun = Bun.spawn([process.execPath, "install", "--frozen-lockfile"], {
    cwd: INSTALLED,
    stdin: "ignore",
    stdout: "ignore",
    stderr: "pipe",
  });
  const [stderr, exitCode] = await Promise.all([bun.stderr.text(), bun.exited]);
  if (exitCode !== 0) throw new Error(`the peers from npm cannot be installed: ${stderr.trim().split("\n").at(-1)}`);
  return INSTALLED;
}
