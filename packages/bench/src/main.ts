/** What queuectl costs, measured on the package as it is published. `bun run bench`. */
import { cpus, loadavg } from "node:os";
import { drain } from "./drain.ts";
import { latency } from "./latency.ts";

const busy = loadavg()[0] ?? 0;
const out = Bun.stdout.writer();
out.write(`Bun ${Bun.version}, ${process.platform} ${process.arch}, ${cpus().length} × ${cpus()[0]?.model}\n`);
if (busy > 0.5) out.write(`The machine is busy (load ${busy.toFixed(1)}): figures that depend on it say little.\n`);
for (const measure of [latency, drain]) {
  out.write(`${await measure()}\n`);
  await out.flush();
}
