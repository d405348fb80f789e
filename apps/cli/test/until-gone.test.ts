import { expect, test } from "bun:test";
import type { JobStore, RunnerRecord } from "@queuectl/core";
import { untilGone } from "../src/runner/until-gone.ts";
import { runnerRecord } from "./runner-record.ts";

/** A store that lists these runners until it is told otherwise. */
function listing(...first: RunnerRecord[]) {
  let listed = first;
  let changed = () => {};
  const store: Partial<JobStore> = {
    runners: async () => listed,
    watch(listener) {
      changed = listener;
      return { close() {} };
    },
  };
  return {
    store: store as JobStore,
    lists(...runners: RunnerRecord[]) {
      listed = runners;
      changed();
    },
  };
}

const elsewhere = runnerRecord(process.pid, { host: "elsewhere" });

test("a runner on another machine is there for as long as its store lists it", async () => {
  const { store, lists } = listing(elsewhere);
  expect(await untilGone(store, [elsewhere], 60, Date.now)).toEqual([elsewhere]);

  const gone = untilGone(store, [elsewhere], 10_000, Date.now);
  lists();
  expect(await gone).toEqual([]);
});

test("waiting can be called off by what is listed", async () => {
  const { store, lists } = listing(elsewhere);
  const asked = (listed: readonly RunnerRecord[]) => listed.some(({ stopRequested }) => stopRequested !== null);
  const waited = untilGone(store, [elsewhere], null, Date.now, asked);
  lists({ ...elsewhere, stopRequested: "drain" });
  expect(await waited).toEqual([elsewhere]);
});

test("a runner that its store knows to be dead is gone", async () => {
  const { store } = listing({ ...elsewhere, alive: false });
  expect(await untilGone(store, [elsewhere], null, Date.now)).toEqual([]);
});

test("a runner that has left its store is there until its process has ended", async () => {
  await using sleeper = Bun.spawn(["sleep", "60"]);
  const here = runnerRecord(sleeper.pid);
  const { store } = listing();
  expect(await untilGone(store, [here], 60, Date.now)).toEqual([here]);

  const gone = untilGone(store, [here], 10_000, Date.now);
  sleeper.kill();
  expect(await gone).toEqual([]);
});
