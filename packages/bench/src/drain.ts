import { join } from "node:path";
import { quantile } from "./quantile.ts";
import { withStore } from "./queuectl.ts";

const JOBS = 4_000;
const WORKERS = 4;
const ROUNDS = 5;

/**
 * How fast 4 workers drain short shell commands, against a C loop that only starts them. Alternating, so that whatever else
 * the machine does falls on both; from the first start to the last end, so that the runner's own start-up is not in it.
 */
export async function drain(): Promise<string> {
  const loop = await compile();
  if (loop === null) return "drain: no C compiler here to compare with, not measured";
  const ours: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    bare.push(JOBS / (await bareSeconds(loop)));
    ours.push(JOBS / (await drainSeconds()));
  }
  const ratios = ours.map((rate, i) => rate / (bare[i] as number));
  const rates = `${Math.round(quantile(ours, 0.5))} jobs/s, bare posix_spawn ${Math.round(quantile(bare, 0.5))}/s`;
  return `drain: ${rates}, ratio ${quantile(ratios, 0.5).toFixed(2)} (medians of ${ROUNDS}, ${JOBS} jobs, ${WORKERS} workers)`;
}

async function compile(): Promise<string | null> {
  const cc = Bun.which("cc");
  if (cc === null) return null;
  const loop = join(import.meta.dir, "../dist/spawn-loop");
  await Bun.$`mkdir -p ${join(loop, "..")} && ${cc} -O2 -o ${loop} ${join(import.meta.dir, "spawn-loop.c")}`;
  return loop;
}

async function bareSeconds(loop: string): Promise<number> {
  return Number(await Bun.$`${loop} ${JOBS} ${WORKERS}`.env({ PATH: "/usr/bin:/bin" }).text());
}

function drainSeconds(): Promise<number> {
  return withStore(async (queuectl, folder) => {
    await Bun.write(join(folder, "jobs.ndjson"), `{"command":"true"}\n`.repeat(JOBS));
    await queuectl("enqueue", "--file", "jobs.ndjson");
    await queuectl("worker", "start", "--count", String(WORKERS), "--until-empty");
    const jobs: { state: string; started_at: string; finished_at: string }[] = JSON.parse(
      await queuectl("list", "--limit", String(JOBS), "--json"),
    );
    const undone = jobs.filter(({ state }) => state !== "completed").length + JOBS - jobs.length;
    if (undone > 0) throw new Error(`${undone} jobs were not completed`);
    const begin = Math.min(...jobs.map((job) => Date.parse(job.started_at)));
    return (Math.max(...jobs.map((job) => Date.parse(job.finished_at))) - begin) / 1_000;
  });
}
