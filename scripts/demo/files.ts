import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Stage } from "./stage.ts";

const TENTH = 10;

/** Real work: the checksum of every source file of the core, and a compressed copy of it, by four workers. */
export async function files(stage: Stage): Promise<void> {
  const { queuectl, checkout } = stage;
  const sources = await Array.fromAsync(new Bun.Glob("packages/core/src/**/*.ts").scan(checkout));
  sources.sort();
  stage.scene(`Checksums and compressed copies of ${sources.length} real files, by four workers`);
  const sha256 = Bun.which("sha256sum") ? ["sha256sum"] : ["shasum", "-a", "256"];
  const jobs = sources.flatMap((source, i) => [
    { id: `sum-${i}`, command: [...sha256, source], cwd: checkout },
    { id: `gzip-${i}`, command: `gzip -c ${source} > ${copyOf(stage, i, source)}`, cwd: checkout },
  ]);
  await mkdir(join(queuectl.cwd, "copies"));
  await Bun.write(join(queuectl.cwd, "jobs.ndjson"), jobs.map((job) => `${JSON.stringify(job)}\n`).join(""));
  stage.echo("head -n 2 jobs.ndjson");
  stage.say(
    jobs
      .slice(0, 2)
      .map((job) => JSON.stringify(job))
      .join("\n"),
  );
  await stage.type(["enqueue", "--file", "jobs.ndjson"]);

  await stage.type(["status"]);
  await stage.type(["list", "--state", "pending", "--limit", "3"]);
  await queuectl.until(`gzip-${sources.length - 1}`, ({ state }) => state === "completed", 30_000);
  await queuectl.until(`sum-${sources.length - 1}`, ({ state }) => state === "completed", 30_000);
  await stage.type(["logs", "sum-0"]);

  const wrong: string[] = [];
  for (const [i, source] of sources.entries()) {
    const bytes = await Bun.file(join(checkout, source)).bytes();
    const copy = Bun.gunzipSync(await Bun.file(copyOf(stage, i, source)).bytes());
    if (!Buffer.from(copy).equals(bytes)) wrong.push(`the copy of ${source}`);
    // Asked as a user would, by a process of its own: that takes a while for each.
    if (i % TENTH !== 0) continue;
    const sum = new Bun.CryptoHasher("sha256").update(bytes).digest("hex");
    if ((await queuectl.answer("logs", `sum-${i}`)) !== `${sum}  ${source}\n`) wrong.push(`the checksum of ${source}`);
  }
  stage.promise(`all ${sources.length} copies are right, and every tenth checksum`, wrong.length === 0, wrong);
}

function copyOf(stage: Stage, i: number, source: string): string {
  return join(stage.queuectl.cwd, "copies", `${i}-${basename(source)}.gz`);
}
