import type { JobStore } from "@queuectl/core";
import type { RunnerEvent } from "@queuectl/runner";
import type { Order } from "@queuectl/runner/messages";
import type { Behaviour } from "../machine/child.ts";
import { Process } from "../machine/process.ts";
import { RunnerProcess } from "../machine/runner-process.ts";
import { Timeline } from "../machine/timeline.ts";
import { Wall } from "../machine/wall.ts";
import { MemoryDatabase } from "../memory/database.ts";
import { disturbedStore } from "./disturbed-store.ts";
import { Host } from "./host.ts";
import { Oracle } from "./oracle.ts";
import { Random } from "./random.ts";
import type { Scenario } from "./scenario.ts";
import { Trace } from "./trace.ts";
import { Weather } from "./weather.ts";

/** One database, the hosts around it, the runners on them, and everything that happens to them. */
export class World {
  readonly timeline = new Timeline();
  readonly wall = new Wall(this.timeline);
  readonly database = new MemoryDatabase();
  readonly random: Random;
  readonly weather: Weather;
  readonly oracle: Oracle;
  readonly hosts: readonly Host[];
  readonly runners: RunnerProcess[] = [];
  #started = 0;

  constructor(
    readonly scenario: Scenario,
    private readonly spoolDir: string,
    readonly trace: Trace = new Trace(),
  ) {
    const { seed, hosts, climate } = scenario;
    this.random = new Random(seed);
    this.weather = new Weather(this.timeline, this.random, climate);
    this.oracle = new Oracle(this.wall, hosts > 1);
    const behave = (order: Order) => this.#behave(order);
    const names = Array.from({ length: hosts }, (_, index) => `host${index + 1}`);
    const spool = new Set<string>();
    this.hosts = names.map((name) => new Host(name, this.timeline, this.oracle, behave, spool));
  }

  get living(): readonly RunnerProcess[] {
    return this.runners.filter(({ alive }) => alive);
  }

  note(what: string): void {
    this.trace.note(`${this.timeline.now.toFixed(3)} ${what}`);
  }

  /** A process of its own, with its connection to the database. */
  client(name: string, host = this.hosts[0] as Host): { readonly process: Process; readonly store: JobStore } {
    const { database, random, weather, oracle } = this;
    const process = new Process(name, this.timeline, this.wall);
    return { process, store: disturbedStore({ database, process, host: host.name, random, weather, oracle }) };
  }

  startRunner({ untilEmpty = false, host = this.random.pick(this.hosts) } = {}): RunnerProcess {
    const { random, weather, scenario } = this;
    const id = `runner${++this.#started}`;
    const { process, store } = this.client(id, host);
    const faults = {
      diesAtBoot: () => weather.happens("bootDeaths"),
      diesAfterMs: () => (weather.happens("threadDeaths") ? random.between(0, 200) : null),
      pieces: () => (random.chance(0.2) ? random.whole(1, 3) : 0),
    };
    const runner = new RunnerProcess({
      id,
      process,
      store,
      machine: host.machineFor(process, random, faults),
      workers: random.whole(1, scenario.workers),
      spoolDir: this.spoolDir,
      untilEmpty,
      stopTimeoutMs: random.chance(0.3) ? random.between(10, 5_000) : null,
      emit: (event) => this.note(`${id} ${told(event)}`),
      over: (end) => this.note(`${id} is over: ${end?.kind ?? "it could not start"}`),
    });
    this.note(`${id} starts on ${host.name}`);
    this.runners.push(runner);
    return runner;
  }

  killRunner(runner: RunnerProcess): void {
    this.note(`${runner.id} is killed`);
    this.oracle.runnerDied(runner.id);
    runner.kill();
  }

  #behave(order: Order): Behaviour | { readonly unable: string } | { readonly spawnFailed: string } {
    const { random, weather } = this;
    if (weather.happens("unable")) return { unable: "EAGAIN" };
    if (weather.happens("spawnFailed")) return { spawnFailed: "ENOENT" };
    const durationMs = duration(random);
    const fate = random.next();
    const ignoresTerm = random.chance(0.1);
    this.note(`${order.id} attempt ${order.lease.attempt} starts`);
    if (fate < 0.82) return { durationMs, ignoresTerm, outcome: { kind: "exited", exitCode: 0 } };
    if (fate < 0.97) return { durationMs, ignoresTerm, outcome: { kind: "exited", exitCode: random.whole(1, 3) } };
    return { durationMs, ignoresTerm, outcome: { kind: "signalled", signal: random.pick(["SIGSEGV", "SIGTERM"]) } };
  }
}

/** Most jobs are short, a few are very long, and one now and then never ends unless somebody ends it. */
function duration(random: Random): number {
  const kind = random.next();
  if (kind < 0.5) return random.between(0, 6);
  if (kind < 0.85) return random.between(6, 120);
  if (kind < 0.99) return random.between(120, 2_000);
  return kind < 0.998 ? random.between(2_000, 40_000) : Number.POSITIVE_INFINITY;
}

function told(event: RunnerEvent): string {
  return `${event.type} ${"id" in event ? event.id : ""} ${"outcome" in event ? event.outcome.kind : ""}`;
}
