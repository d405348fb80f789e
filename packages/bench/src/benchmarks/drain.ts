import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Benchmark, type Context, sized } from "../measuring/benchmark.ts";
import type { Candidate } from "../measuring/candidate.ts";
import { compare } from "../measuring/compare.ts";
import type { Peer, Work } from "../measuring/peer.ts";
import { atLeast } from "../measuring/target.ts";
import { PEERS } from "../peers/peers.ts";
import { BareWorkers } from "../running/bare-workers.ts";
import { lacksCompiler } from "../running/compiled.ts";
import { drainRate } from "../running/drain-rate.ts";
import { Queuectl } from "../running/queuectl.ts";
import { spawnLoop } from "../running/spawn-loop.ts";

/** From the first start to the last end, so that the runner's own start-up is not in it. */
export const drain: Benchmark = {
  name: "drain",
  about: "how many short shell commands a second are executed, each durable and its output kept",
  target: "≥ 0.95 of the limit at 4 workers, ≥ 2.4 × GNU parallel",

  async *run(context) {
    // A runner compiles for half a second before it is at its speed, which a short drain would take for the speed itself.
    const jobs = sized(context, { full: 6_000, quick: 2_000, tiny: 20 });
    for (const line of ["true", "echo hello"]) {
      for (const workers of sized(context, { full: [1, 4, 8, 32], quick: [4], tiny: [2] })) {
        const ofLimit = workers === 4 ? [atLeast(0.95, "limit")] : [];
        const what = `${line}, ${workers} ${workers === 1 ? "worker" : "workers"}`;
        yield* compare(context, {
          candidates: candidates(context, { line, jobs, workers }),
          figures: { rate: { what, unit: "/s", better: "more", targets: [...ofLimit, atLeast(2.4, "GNU parallel")] } },
        });
      }
    }
  },
};

function candidates(context: Context, work: Omit<Work, "folder">): Candidate<"rate">[] {
  const { line, jobs, workers } = work;
  return [
    {
      name: "queuectl",
      role: "ours",
      async measure() {
        await using queuectl = await Queuectl.on(context);
        await queuectl.enqueueMany(jobs, line);
        await queuectl.call("worker", "start", "--count", String(workers), "--until-empty");
        return { rate: await drainRate(queuectl, jobs) };
      },
    },
    {
      name: "posix_spawn",
      role: "limit",
      lacks: lacksCompiler,
      async measure() {
        return { rate: jobs / (await spawnLoop(context, work)).seconds };
      },
    },
    {
      name: "Bun.spawn in Workers",
      role: "limit",
      async measure() {
        await using bare = await BareWorkers.start(context, workers, jobs, line);
        return { rate: jobs / (await bare.drain()) };
      },
    },
    ...PEERS.flatMap(({ name, lacks, drain }) => (drain ? peer(context, work, { name, lacks, drain }) : [])),
  ];
}

function peer(
  { folder }: Context,
  work: Omit<Work, "folder">,
  { name, lacks, drain }: Pick<Required<Peer>, "name" | "lacks" | "drain">,
): Candidate<"rate"> {
  return {
    name,
    role: "peer",
    lacks,
    async measure() {
      const own = await mkdtemp(join(folder, "peer-"));
      try {
        return { rate: await drain({ ...work, folder: own }) };
      } finally {
        await rm(own, { recursive: true, force: true });
      }
    },
  };
}
