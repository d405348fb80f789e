import { type JobSpec, RETRYABLE_STATES } from "@queuectl/core";
import type { World } from "./world.ts";

const HOUR_MS = 3_600_000;

/** Lets jobs come and faults happen until all jobs were offered. What it began, `calm` ends. */
export class Chaos {
  #offered = 0;
  #over = false;
  #ended = false;

  constructor(private readonly world: World) {}

  get allOffered(): boolean {
    return this.#offered >= this.world.scenario.jobs;
  }

  begin(): void {
    const { scenario } = this.world;
    const { kill, stop, freeze, jump, outage, operate } = scenario.every;
    for (let count = scenario.runners; count > 0; count--) this.world.startRunner();
    void this.#enqueue();
    this.#often(500, () => this.#keep());
    this.#often(kill, () => this.#withRunner((runner) => this.world.killRunner(runner)));
    this.#often(stop, () => this.#stop());
    this.#often(freeze, () => this.#freeze());
    this.#often(jump, () => this.#jump());
    this.#often(outage, () => this.#outage());
    void this.#operate(operate);
  }

  /** From now on nothing goes wrong any more: the clock is right, the store answers, and somebody works. */
  calm(): void {
    const { world } = this;
    this.#over = true;
    world.note("faults stop");
    world.weather.clear();
    world.wall.set(0);
    for (const runner of world.living) runner.go();
    const keep = () => {
      if (this.#ended) return;
      if (world.living.length === 0) world.startRunner();
      world.timeline.after(1_000, keep);
    };
    keep();
    void this.#cancelEndless();
  }

  /** Runners that end are not followed by others any more. */
  end(): void {
    this.#ended = true;
  }

  #often(meanMs: number, act: () => void): void {
    if (meanMs === Number.POSITIVE_INFINITY) return;
    const { timeline, random } = this.world;
    const next = () =>
      timeline.after(-Math.log(1 - random.next()) * meanMs, () => {
        if (this.#over) return;
        act();
        next();
      });
    next();
  }

  /** Runners that ended are followed by others. */
  #keep(): void {
    const { living, scenario } = this.world;
    if (living.length < scenario.runners) this.world.startRunner();
  }

  #withRunner(act: (runner: World["runners"][number]) => void): void {
    const { living, random } = this.world;
    if (living.length > 0) act(random.pick(living));
  }

  #stop(): void {
    const { random } = this.world;
    this.#withRunner(({ id, runner }) => {
      const how = random.pick(["drain", "interrupt"] as const);
      this.world.note(`${id} is told to ${how}`);
      runner[how]();
    });
  }

  #freeze(): void {
    const { world } = this;
    this.#withRunner((runner) => {
      const ms = world.random.chance(0.2) ? world.random.between(60_000, 180_000) : world.random.between(10, 5_000);
      world.note(`${runner.id} is stopped for ${ms.toFixed(0)} ms`);
      // From another host it may be taken for dead.
      if (world.hosts.length > 1) world.oracle.runnerDied(runner.id);
      runner.stop(ms);
    });
  }

  #jump(): void {
    const { wall, random } = this.world;
    wall.set(random.pick([0, -HOUR_MS, HOUR_MS, random.between(-5_000, 5_000)]) | 0);
    this.world.note(`the clock jumps to ${wall.skewMs} ms`);
  }

  #outage(): void {
    const { weather, random } = this.world;
    weather.outage(random.chance(0.1) ? 120_000 : random.between(10, 3_000), random.pick(["locked", "full"] as const));
  }

  /** Clients enqueue a few jobs at a time, and now and then die over it. */
  async #enqueue(): Promise<void> {
    const { world } = this;
    const { random, oracle, scenario } = world;
    let client = world.client("enqueuer");
    while (!this.allOffered) {
      await client.process.pause(random.between(0, 200));
      const now = client.process.clock.now();
      const count = Math.min(random.whole(1, 20), scenario.jobs - this.#offered);
      const specs = Array.from({ length: count }, () => this.#spec(now));
      for (const spec of specs) oracle.offered(spec, now);
      const { process, store } = client;
      if (random.chance(0.02)) {
        world.timeline.after(random.between(0, 5), () => process.kill());
        client = world.client("enqueuer");
        void store.enqueue(specs, now).then(acknowledged, refused);
        continue;
      }
      await store.enqueue(specs, now).then(acknowledged, refused);
      function acknowledged() {
        for (const { id } of specs) oracle.acknowledged.add(id);
      }
    }
  }

  #spec(now: number): JobSpec & { readonly id: string; readonly maxRetries: number } {
    const { random } = this.world;
    return {
      id: `job${++this.#offered}`,
      command: "true",
      queue: random.pick(["default", "default", "mail"]),
      priority: random.chance(0.2) ? random.whole(-2, 2) : 0,
      maxRetries: random.whole(0, 3),
      backoffBase: random.pick([0, 1, 2]),
      timeoutMs: random.chance(0.1) ? random.whole(1, 1_000) : 0,
      ...(random.chance(0.15) && { runAt: now + random.whole(1, 30_000) }),
    };
  }

  /** Somebody looks every minute, and cancels what was running when they looked before. */
  async #cancelEndless(): Promise<void> {
    const { process, store } = this.world.client("operator");
    let before = new Set<string>();
    while (!this.#ended) {
      await process.pause(60_000);
      const running = await store.jobs({ states: ["processing"], limit: 1_000 });
      const attempts = running.map(({ id, last }) => ({ id, attempt: `${id} ${last?.number}` }));
      for (const { id, attempt } of attempts) {
        if (before.has(attempt)) await store.cancel(id, process.clock.now()).catch(refused);
      }
      before = new Set(attempts.map(({ attempt }) => attempt));
    }
  }

  async #operate(everyMs: number): Promise<void> {
    if (everyMs === Number.POSITIVE_INFINITY) return;
    const { random } = this.world;
    const { process, store } = this.world.client("operator");
    for (;;) {
      await process.pause(random.between(0, 2 * everyMs));
      if (this.#over) return;
      const id = `job${random.whole(1, Math.max(1, this.#offered))}`;
      const now = process.clock.now();
      const act = random.next();
      if (act < 0.5) await store.cancel(id, now).catch(refused);
      else if (act < 0.97) await store.retry(id, RETRYABLE_STATES, now).catch(refused);
      else if (act < 0.985) await store.bulk({ action: "retry", states: ["dead"] }, now).catch(refused);
      else await store.requestStop(null, random.pick(["drain", "interrupt"] as const), now).catch(refused);
    }
  }
}

/** An error is an answer: what it says about the store, the oracle knows better. */
function refused(): void {}
