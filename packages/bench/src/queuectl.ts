import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The program as it is published: `bun run bench` builds it first. */
const BIN = join(import.meta.dir, "../../../apps/cli/dist/package/lib/bin.js");

/** Calls queuectl on a store of its own. */
export type Queuectl = (...args: string[]) => Promise<string>;

/** Gives `measure` the program on a fresh store, and clears up behind it. */
export async function withStore<T>(measure: (queuectl: Queuectl, folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "queuectl-bench-"));
  const { PATH = "" } = process.env;
  const env = { PATH, HOME: folder, QUEUECTL_HOME: folder, TERM: "dumb" };
  const queuectl: Queuectl = async (...args) => {
    const child = Bun.spawn([BIN, ...args], { cwd: folder, env, stdin: "ignore", stdout: "pipe", stderr: "pipe" });
    const [stdout, stderr, exitCode] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
    if (exitCode !== 0) throw new Error(`queuectl ${args.join(" ")}: exit code ${exitCode}\n${stderr}`);
    return stdout;
  };
  try {
    return await measure(queuectl, folder);
  } finally {
    await queuectl("worker", "stop", "--force", "--timeout", "5s").catch(() => null);
    await rm(folder, { recursive: true, force: true });
  }
}
