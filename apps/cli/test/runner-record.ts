import { hostname } from "node:os";
import type { RunnerRecord } from "@queuectl/core";
import { processStart } from "@queuectl/core/host";

/** A runner as its store would tell of it, in the process `pid` of this machine. */
export function runnerRecord(pid: number, change: Partial<RunnerRecord> = {}): RunnerRecord {
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
