import type { Violation } from "../scene/invariants.ts";
import { type JobFields, job, talk } from "../scene/job.ts";
import { childrenIn, kill } from "../scene/processes.ts";
import type { Random } from "../scene/random.ts";
import { type Running, until } from "../scene/running.ts";
import { lines, Scene } from "../scene/scene.ts";
import type { Campaign, Run } from "./campaign.ts";

const RUNNERS = 3;
const WORKERS = "2";
/** So many kills between two looks at everything. */
const KILLS_PER_ROUND = { short: 15, long: 100 };

/** What the jobs under the knife do, with how they are to be treated. */
const LOAD: readonly [string, Parameters<typeof job>[2]?][] = [
  [":"],
  ["sleep 0.05"],
  ["sleep 0.3"],
  ["seq 1 2000"],
  [talk(40)],
  ["sleep 0.1 & setsid -f sleep 0.5; wait"],
  ["exit 1", { max_retries: 1 }],
  ['trap "" TERM; sleep 1', { timeout: 0.2, max_retries: 0 }],
];

const VICTIMS = {
  "SIGKILL of one of three runners": 35,
  "SIGKILL of what a worker executes": 30,
  "SIGKILL of an enqueuer": 20,
  "SIGKILL of a worker stop in progress": 15,
} as const;

type Victim = keyof typeof VICTIMS;

/** Campaign 2: whoever takes part is killed at any moment, under load that never ends. */
export const kills: Campaign = {
  name: "kills",
  about: "random SIGKILL of runners (three on one database), of what workers execute, of enqueuers, of worker stop",
  async run(run) {
    const total = run.repetitions(16, 10_000);
    const perRound = run.long ? KILLS_PER_ROUND.long : KILLS_PER_ROUND.short;
    for (let done = 0; done < total; done += perRound) {
      const count = Math.min(perRound, total - done);
      await round(run, run.random.fork(`round ${done}`), count);
      if (run.long) run.say(`${done + count} of ${total} kills`);
    }
    for (let at = 0; at < run.repetitions(1, 300); at += 1) {
      run.count(
        "SIGKILL of a runner whose jobs talk on, until they are rescued",
        await rescued(run.random.fork(`rescued ${at}`)),
      );
    }
  },
};

async function round(run: Run, random: Random, count: number): Promise<void> {
  await using scene = await Scene.open();
  const slaughter = new Slaughter(scene, random);
  await slaughter.begin();
  for (let at = 0; at < count; at += 1) run.count(await slaughter.next(), []);
  await slaughter.end();
  const found = await scene.quiesce();
  run.count("all of these at once, then peace", found);
}

/** One death, and nobody disturbs the rescue: what was written on both sides of it is there, to the last line. */
async function rescued(random: Random): Promise<Violation[]> {
  await using scene = await Scene.open();
  scene.undisturbed = true;
  await scene.give(4, talk(1_000_000), { timeout: 1, max_retries: 0 });
  await scene.give(6, talk(random.between(1, 60)));
  const runner = await scene.runner(["--count", "6"]).ready();
  await until(() => runner.has("job-started"), "a job that runs");
  await Bun.sleep(random.between(0, 600));
  await runner.kill();
  // Nobody reads, and they go on.
  await Bun.sleep(random.between(0, 300));
  return await scene.quiesce();
}

class Slaughter {
  readonly #runners: Running[] = [];
  readonly #pending: Promise<unknown>[] = [];

  constructor(
    private readonly scene: Scene,
    private readonly random: Random,
  ) {}

  async begin(): Promise<void> {
    await this.scene.enqueue(this.#jobs(10));
    await Promise.all(this.#living().map((runner) => runner.ready()));
  }

  async next(): Promise<Victim> {
    const { random } = this;
    const victim = weighted(random);
    switch (victim) {
      case "SIGKILL of one of three runners":
        random.pick(this.#living()).child.kill("SIGKILL");
        break;
      case "SIGKILL of what a worker executes":
        this.#killChild();
        break;
      case "SIGKILL of an enqueuer": {
        const jobs = this.#jobs(3);
        const child = this.scene.spawn(["enqueue", "-"], {}, lines(jobs));
        await Bun.sleep(random.between(5, 90));
        child.kill("SIGKILL");
        this.scene.noted(jobs, await this.scene.ended(child));
        break;
      }
      case "SIGKILL of a worker stop in progress": {
        const child = this.scene.spawn([
          "worker",
          "stop",
          ...this.#whom(),
          ...(random.next() < 0.5 ? ["--force"] : []),
        ]);
        await Bun.sleep(random.between(20, 150));
        child.kill("SIGKILL");
        await this.scene.ended(child);
        break;
      }
    }
    this.#living();
    this.#pending.push(this.scene.enqueue(this.#jobs(random.between(1, 3))));
    await Bun.sleep(random.between(0, 120));
    // Enqueuers that pile up would only measure the machine.
    if (this.#pending.length >= 3) await this.#pending.shift();
    return victim;
  }

  /** Half of the time the runners are drained, else they are killed once more by whoever comes next. */
  async end(): Promise<void> {
    await Promise.all(this.#pending);
    if (this.random.next() < 0.5) return;
    for (const runner of this.#living()) runner.child.kill("SIGTERM");
    await Promise.all(this.#runners.map((runner) => runner.ends(10_000)));
  }

  /** The three runners; who is gone has a successor. */
  #living(): Running[] {
    for (let at = 0; at < RUNNERS; at += 1) {
      if (this.#runners[at]?.gone === false) continue;
      this.#runners[at] = this.scene.runner(["--count", WORKERS]);
    }
    return this.#runners;
  }

  /** One runner, or all of them. */
  #whom(): string[] {
    const started = this.random.pick(this.#runners).heard()[0];
    return this.random.next() < 0.5 || started === undefined ? [] : [String(started["runner"])];
  }

  #killChild(): void {
    const children = childrenIn(this.scene.home);
    if (children.length === 0) return;
    const { pid, group } = this.random.pick(children);
    kill(this.random.next() < 0.5 && group > 1 ? -group : pid, "SIGKILL");
  }

  #jobs(count: number): JobFields[] {
    return Array.from({ length: count }, () => {
      const [action, policy] = this.random.pick(LOAD);
      return job(this.scene.name(), action, policy);
    });
  }
}

function weighted(random: Random): Victim {
  const total = Object.values(VICTIMS).reduce((sum, weight) => sum + weight, 0);
  let at = random.next() * total;
  for (const [victim, weight] of Object.entries(VICTIMS)) {
    at -= weight;
    if (at < 0) return victim as Victim;
  }
  return "SIGKILL of one of three runners";
}
