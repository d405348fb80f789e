import { join } from "node:path";
import { type Peer, plainEnvironment } from "../measuring/peer.ts";
import { run } from "../running/processes.ts";

/** It starts some 200 jobs a second: with more of them a round takes longer and says the same. */
const ENOUGH = 500;

export const parallel: Peer = {
  name: "GNU parallel",
  lacks: () => (isThere() ? null : "apt-get install parallel"),

  async drain({ line, jobs: wanted, workers, folder }) {
    const jobs = Math.min(wanted, ENOUGH);
    const lines = Bun.file(join(folder, "lines"));
    await lines.write(`${line}\n`.repeat(jobs));
    const begin = performance.now();
    await run(["parallel", "-j", String(workers), "--joblog", "joblog", "--results", "results"], {
      cwd: folder,
      env: { ...plainEnvironment(folder), PARALLEL_SHELL: "/bin/sh" },
      stdin: lines,
      stdout: Bun.file(join(folder, "output")),
    });
    return jobs / ((performance.now() - begin) / 1_000);
  },
};

/** moreutils has another program of the same name. */
function isThere(): boolean {
  if (Bun.which("parallel") === null) return false;
  return Bun.spawnSync(["parallel", "--version"], { stderr: "ignore" }).stdout.toString().startsWith("GNU parallel");
}
