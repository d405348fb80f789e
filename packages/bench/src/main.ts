/** What queuectl costs, measured on the package as it is published. `bun run bench`. */
import { cpus } from "node:os";
import { drain } from "./drain.ts";
import { latency } from "./latency.ts";

const out = Bun.stdout.writer();
out.write(`Bun ${Bun.version}, ${process.platform} ${process.arch}, ${cpus().length} × ${cpus()[0]?.model}\n`);
for (const measure of [latency, drain]) {
  out.write(`${await measure()}\n`);
  await out.flush();
}
