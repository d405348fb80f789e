import { join } from "node:path";
import { type Peer, plainEnvironment } from "../measuring/peer.ts";
import { run } from "../running/processes.ts";

export const xargs: Peer = {
  name: "xargs -P",
  lacks: () => (Bun.which("xargs") === null ? "apt-get install findutils" : null),

  async drain({ line, jobs, workers, folder }) {
    const lines = Bun.file(join(folder, "lines"));
    await lines.write(`${line}\n`.repeat(jobs));
    const begin = performance.now();
    await run(["xargs", "-P", String(workers), "-I", "{}", "sh", "-c", "{}"], {
      cwd: folder,
      env: plainEnvironment(folder),
      stdin: lines,
      stdout: Bun.file(join(folder, "output")),
    });
    return jobs / ((performance.now() - begin) / 1_000);
  },
};
