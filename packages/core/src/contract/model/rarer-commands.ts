import { expect } from "bun:test";
import { NotFound } from "../../domain/errors.ts";
import { ACTION_STATES } from "../../domain/state.ts";
import type { Bulk, StopRequest } from "../../store/index.ts";
import { Step } from "./commands.ts";

const always = () => true;

export function pass(ms: number): Step {
  return new Step(`pass(${ms} ms)`, always, async (model) => {
    model.now += ms;
  });
}

/** The process of a runner dies. What it holds stays held until somebody rescues it. */
export function crash(seat: number): Step {
  return new Step(`crash(${seat})`, always, async (model, real) => {
    model.dead.add(await real.crash(seat, model));
  });
}

/** A living runner takes over what dead ones left. It is settled as lost later, or never. */
export function rescue(seat: number): Step {
  return new Step(`rescue(${seat})`, always, async (model, real) => {
    const { store, runner: by } = real.seat(seat);
    const orphans = model.held.filter(({ holder }) => model.dead.has(holder ?? ""));
    const abandoned = await store.rescue(by, model.now);
    expect(abandoned.map(({ job }) => job.id).sort()).toEqual(orphans.map(({ id }) => id).sort());
    expect(abandoned.every(({ loss, reachable }) => loss === "runner-died" && reachable)).toBe(true);
    for (const { job, stopRequested } of abandoned) {
      expect(stopRequested).toBe(model.stops.get(orphans.find(({ id }) => id === job.id)?.holder ?? "") ?? null);
    }
    for (const job of orphans) job.holder = by;
    model.ghosts.push(...model.dead);
    model.dead.clear();
  });
}

/** A runner that was taken for dead speaks up again: nobody knows it any more. */
export function haunt(index: number): Step {
  return new Step(
    `haunt(${index})`,
    ({ ghosts }) => ghosts.length > 0,
    async (model, real) => {
      const runner = model.ghosts[index % model.ghosts.length] as string;
      const turn = { runner, started: [], settled: [], released: [], capacity: 1 };
      await expect(real.store.turn(turn, model.now)).rejects.toThrow(NotFound);
      await expect(real.store.heartbeat(runner, model.now)).rejects.toThrow(NotFound);
      await expect(real.store.requestStop(runner, "drain", model.now)).rejects.toThrow(NotFound);
    },
  );
}

export function requestStop(seat: number, how: StopRequest): Step {
  return new Step(`requestStop(${seat}, ${how})`, always, async (model, real) => {
    const { runner } = real.seat(seat);
    const [asked] = await real.store.requestStop(runner, how, model.now);
    model.stops.set(runner, model.stops.get(runner) === "interrupt" ? "interrupt" : how);
    expect(asked?.stopRequested).toBe(model.stops.get(runner) ?? null);
  });
}

export function remove(index: number): Step {
  return new Step(
    `delete(${index})`,
    ({ jobs }) => jobs.length > 0,
    async (model, real) => {
      const job = model.jobs[index % model.jobs.length];
      if (job === undefined) return;
      const call = real.store.delete(job.id, model.now);
      if (job.state === "processing") await expect(call).rejects.toThrow("can be deleted");
      else {
        await call;
        model.jobs = model.jobs.filter((other) => other !== job);
      }
    },
  );
}

export function prune(ageMs: number): Step {
  return new Step(`prune(${ageMs} ms)`, always, async (model, real) => {
    const finishedBefore = model.now - ageMs;
    const old = model.jobs.filter(({ finishedAt, state }) => {
      return state !== "dead" && finishedAt !== null && finishedAt < finishedBefore;
    });
    const count = await real.store.prune({ states: ["completed", "cancelled"], finishedBefore }, model.now);
    expect(count).toBe(old.length);
    model.jobs = model.jobs.filter((job) => !old.includes(job));
  });
}

export function configure(maxRetries: number): Step {
  return new Step(`configure(max-retries ${maxRetries})`, always, async (model, real) => {
    await real.store.configure({ "max-retries": String(maxRetries) }, model.now);
    model.maxRetries = maxRetries;
  });
}

export function bulk(what: Bulk): Step {
  return new Step(`bulk(${JSON.stringify(what)})`, always, async (model, real) => {
    const { action, states = ACTION_STATES[action], queue } = what;
    const found = model.jobs.filter(
      (job) =>
        ACTION_STATES[action].includes(job.state) &&
        states.includes(job.state) &&
        (queue === undefined || job.queue === queue),
    );
    expect(await real.store.bulk({ ...what, dryRun: true }, model.now)).toBe(found.length);
    expect(await real.store.bulk(what, model.now)).toBe(found.length);
    for (const job of found) {
      if (action === "cancel") model.cancel(job);
      else if (action === "retry") model.retry(job);
    }
    if (action === "delete") model.jobs = model.jobs.filter((job) => !found.includes(job));
  });
}

export function setPaused(queue: string, paused: boolean): Step {
  return new Step(`setPaused(${queue}, ${paused})`, always, async (model, real) => {
    const done = real.store.setPaused(queue, paused, model.now);
    if (!model.queues.has(queue)) return await expect(done).rejects.toThrow(NotFound);
    expect(await done).toMatchObject({ name: queue, paused });
    if (paused) model.paused.add(queue);
    else model.paused.delete(queue);
  });
}
