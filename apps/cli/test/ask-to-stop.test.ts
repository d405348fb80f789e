import { expect, test } from "bun:test";
import { type JobStore, type RunnerRecord, StoreUnavailable } from "@queuectl/core";
import { processStart } from "@queuectl/core/host";
import { askToStop } from "../src/runner/ask-to-stop.ts";
import { runnerRecord } from "./runner-record.ts";

/** A store that can be read, but takes no request, as on a full disk. */
function readOnly(runners: readonly RunnerRecord[]): JobStore {
  const store: Partial<JobStore> = {
    requestStop: () => Promise.reject(new StoreUnavailable("the disk is full")),
    runners: async () => [...runners],
  };
  return store as JobStore;
}

test("where the store cannot be written the runner's process is signalled", async () => {
  await using sleeper = Bun.spawn(["sleep", "60"]);
  expect(await askToStop(readOnly([runnerRecord(sleeper.pid)]), null, "drain", 0)).toHaveLength(1);
  await sleeper.exited;
  expect(sleeper.signalCode).toBe("SIGTERM");
});

test("a pid that is somebody else's by now, or on another machine, is left alone", async () => {
  await using sleeper = Bun.spawn(["sleep", "60"]);
  for (const change of [{ processStart: "1" }, { processStart: null }, { host: "elsewhere" }]) {
    const asked = askToStop(readOnly([runnerRecord(sleeper.pid, change)]), null, "drain", 0);
    await expect(asked).rejects.toThrow("the disk is full");
  }
  expect(sleeper.killed).toBe(false);
  expect(processStart(sleeper.pid)).not.toBeNull();
});

test("a runner that is not there is not found, whatever the store is like", async () => {
  await expect(askToStop(readOnly([]), "nosuch", "drain", 0)).rejects.toMatchObject({ code: "not-found" });
});
