import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import type { Violation } from "../scene/invariants.ts";
import { statusOf } from "../scene/processes.ts";
import type { Running } from "../scene/running.ts";
import { Scene } from "../scene/scene.ts";
import type { Campaign, Run } from "./campaign.ts";

const BATCH = 5_000;
/** So many jobs may wait: the runner never idles, and the store never grows for it. */
const AHEAD = 10_000;
const SAMPLE_MS = 2_000;
/** Until then everything is allowed to grow: code is compiled, pools fill up. */
const WARM_UP = 0.2;

interface Sample {
  readonly jobs: number;
  readonly rssKb: number;
  readonly descriptors: number;
  readonly threads: number;
  readonly zombies: number;
  readonly walBytes: number;
}

/** What must stay flat, with how much it may differ between the first and the last part after the warm-up. */
const FLAT: Readonly<Record<Exclude<keyof Sample, "jobs">, { unit: string; by: number; slack: number }>> = {
  rssKb: { unit: "kB RSS", by: 1.25, slack: 0 },
  descriptors: { unit: "descriptors", by: 1, slack: 8 },
  threads: { unit: "threads", by: 1, slack: 4 },
  zombies: { unit: "zombies", by: 1, slack: 2 },
  walBytes: { unit: "bytes of WAL", by: 1.5, slack: 16 * 1_048_576 },
};

/** A runner that is given jobs without end: nothing of it may grow. */
export const soak: Campaign = {
  name: "soak",
  about:
    "1,000,000 jobs through one runner (--repetitions: so many), its memory, descriptors, WAL, threads, zombies sampled",
  run: async (run) => run.count("jobs through one runner", await soaked(run, run.repetitions(20_000, 1_000_000))),
};

async function soaked(run: Run, total: number): Promise<Violation[]> {
  await using scene = await Scene.open();
  // What is measured is the runner: a ledger of a million lines would be the harness's own.
  scene.keepsLedger = false;
  const runner = await scene.runner(["--count", "4"]).ready();
  const samples: Sample[] = [];
  const begin = performance.now();
  let given = 0;
  let done = 0;
  let said = 0;
  while (done < total) {
    if (runner.gone) return [{ invariant: "promise", detail: `the runner is gone: ${await runner.said()}` }];
    for (; given < total && given - done < AHEAD; given += BATCH) await give(scene, Math.min(BATCH, total - given));
    await Bun.sleep(SAMPLE_MS);
    done = Number(JSON.parse(await scene.must("status", "--json")).jobs.completed);
    samples.push(sample(scene, runner, done));
    if (done - said >= total / 20) {
      said = done;
      run.say(`${done} of ${total} jobs, ${JSON.stringify(samples.at(-1))}`);
    }
  }
  const seconds = (performance.now() - begin) / 1_000;
  run.figure(
    `${total} jobs in ${Math.round(seconds)} s, ${Math.round(total / seconds)} jobs/s, ${samples.length} samples`,
  );
  const found = grown(run, samples);
  runner.child.kill("SIGTERM");
  await runner.ends(20_000);
  return [...found, ...(await scene.quiesce())];
}

async function give(scene: Scene, count: number): Promise<void> {
  const { code, stderr } = await scene.run(["enqueue", "-"], {}, '{"command":["/bin/true"],"cwd":"/"}\n'.repeat(count));
  if (code !== 0) throw new Error(stderr);
}

function sample(scene: Scene, { pid }: Running, jobs: number): Sample {
  const wal = `${scene.database}-wal`;
  return {
    jobs,
    rssKb: statusOf(pid, "VmRSS"),
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
    threads: statusOf(pid, "Threads"),
    zombies: zombiesOf(pid),
    walBytes: existsSync(wal) ? statSync(wal).size : 0,
  };
}

function zombiesOf(parent: number): number {
  const tasks = readdirSync(`/proc/${parent}/task`);
  const children = tasks.flatMap((task) => {
    try {
      return readFileSync(`/proc/${parent}/task/${task}/children`, "utf8").split(" ").filter(Boolean);
    } catch {
      return [];
    }
  });
  return children.filter((pid) => /^State:\s+Z/m.test(statusText(pid))).length;
}

function statusText(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, "utf8");
  } catch {
    return "";
  }
}

/** The medians of the first and the last quarter after the warm-up, held against each other. */
function grown(run: Run, samples: readonly Sample[]): Violation[] {
  const warm = samples.slice(Math.floor(samples.length * WARM_UP));
  const quarter = Math.max(1, Math.floor(warm.length / 4));
  return Object.entries(FLAT).flatMap(([name, { unit, by, slack }]) => {
    const of = (part: readonly Sample[]) => median(part.map((each) => each[name as keyof Sample]));
    const [first, last] = [of(warm.slice(0, quarter)), of(warm.slice(-quarter))];
    run.figure(`${unit}: ${first} after the warm-up, ${last} at the end`);
    return last > first * by + slack
      ? [{ invariant: "promise" as const, detail: `${unit} grew from ${first} to ${last}` }]
      : [];
  });
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
