import { expect, test } from "bun:test";
import { hostname } from "node:os";
import { type JobStore, type RunnerRecord, StoreUnavailable } from "@queuectl/core";
import { processStart } from "@queuectl/core/host";
import { askToStop } from "../src/runner/ask-to-stop.ts";

/** A store that can be read, but takes no request, as on a full disk. */
function readOnly(runners: readonly RunnerRecord[]): JobStore {
  const store: Partial<JobStore> = {
    requestStop: () => Promise.reject(new StoreUnavailable("the disk is full")),
    runners: async () => [...runners],
  };
  return store as JobStore;
}

function record(pid: number, change: Partial<RunnerRecord> = {}): RunnerRecord {
  return {
    id: "runner-1",
    workers: 1,
    queues: null,
    version: "0",
    host: hostname(),
    pid,
    processStart: processStart(pid),
    startedAt: 0,
    heartbeatAt: 0,
    stopRequested: null,
    alive: true,
    ...change,
  };
}

test("where the store cannot be written the runner's process is signalled", async () => {
  await using sleeper = Bun.spawn(["sleep", "60"]);
  expect(await askToStop(readOnly([record(sleeper.pid)]), null, "drain", 0)).toHaveLength(1);
  await sleeper.exited;
  expect(sleeper.signalCode).toBe("SIGTERM");
});

test("a pid that is somebody else's by now, or on another machine, is left alone", async () => {
  await using sleeper = Bun.spawn(["sleep", "60"]);
  for (const change of [{ processStart: "1" }, { processStart: null }, { host: "elsewhere" }]) {
    const asked = askToStop(readOnly([record(sleeper.pid, change)]), null, "drain", 0);
    await expect(asked).rejects.toThrow("the disk is full");
  }
  expect(sleeper.killed).toBe(false);
  expect(processStart(sleeper.pid)).not.toBeNull();
});

test("a runner that is not there is not found, whatever the store is like", async () => {
  await expect(askToStop(readOnly([]), "nosuch", "drain", 0)).rejects.toMatchObject({ code: "not-found" });
});
