import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "../measuring/benchmark.ts";
import type { Candidate } from "../measuring/candidate.ts";
import { npmPeers } from "../running/npm.ts";
import { run } from "../running/processes.ts";
import { type Server, startPostgres, startRedis } from "./server.ts";

/** What a peer is asked to do: add jobs, or take and complete as many, so many of them at once. */
export type Task = { readonly what: "bulk" | "drain"; readonly jobs: number; readonly atOnce: number };

interface NpmPeer {
  readonly name: string;
  /** In `peers/`: prints jobs a second. */
  readonly script: string;
  readonly lacks: () => string | null;
  readonly start?: (signal: AbortSignal) => Promise<Server>;
}

/** Their own defaults but for what is said here. plainjob does not wait for the disk. */
const PLAINJOB: NpmPeer = { name: "plainjob", script: "plainjob.js", lacks: () => null };
const GRAPHILE_WORKER: NpmPeer = {
  name: "graphile-worker",
  script: "graphile-worker.js",
  lacks: () => null,
  start: startPostgres,
};
const BULLMQ: NpmPeer = {
  name: "BullMQ",
  script: "bullmq.js",
  lacks: () => (Bun.which("redis-server") === null ? "apt-get install redis-server" : null),
  start: startRedis,
};

/** Libraries that people would use to keep jobs in a store. */
export const NPM_PEERS: readonly NpmPeer[] = [PLAINJOB, GRAPHILE_WORKER, BULLMQ];

/**
 * One of them as a candidate: a process that does the task, beside its server where it has one. The server lives no longer than
 * that: a database tidies up in the background, at the cost of whoever is measured next.
 */
export function npmPeer(
  { folder, signal, size }: Context,
  peer: NpmPeer,
  { what, jobs, atOnce }: Task,
): Candidate<"rate" | "rss"> {
  return {
    name: peer.name,
    role: "peer",
    // A run that measures nothing installs nothing.
    lacks: async () => peer.lacks() ?? (size === "tiny" ? "left out of a tiny run" : await lacksPackages()),
    async measure() {
      await using server = await peer.start?.(signal);
      const scratch = await mkdtemp(join(folder, "peer-"));
      const address = server?.address ?? join(scratch, "jobs.db");
      const script = join(await npmPeers(), peer.script);
      const env = { PATH: process.env["PATH"] ?? "", HOME: scratch };
      const argv = [process.execPath, script, what, address, String(jobs), String(atOnce)];
      const rate = Number(await run(argv, { cwd: scratch, env }));
      await rm(scratch, { recursive: true });
      return { rate };
    },
  };
}

async function lacksPackages(): Promise<string | null> {
  try {
    await npmPeers();
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}
