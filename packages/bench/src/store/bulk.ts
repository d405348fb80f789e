import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type Benchmark, type Context, sized } from "../measuring/benchmark.ts";
import type { Candidate } from "../measuring/candidate.ts";
import { compare } from "../measuring/compare.ts";
import { atLeast, atMost } from "../measuring/target.ts";
import { type ProcessOptions, weighed } from "../running/processes.ts";
import { Queuectl } from "../running/queuectl.ts";
import { NPM_PEERS, npmPeer } from "./npm-peer.ts";

type Figure = "rate" | "rss";

const LOOP = join(import.meta.dir, "../bare/insert-many.ts");

/** Ours and the loop count as whole processes, ours with the reading and checking of the JSON; the peers only while they add. */
export const bulk: Benchmark = {
  name: "bulk",
  about: "many jobs of NDJSON through `enqueue -`, all of them or none",
  target: "≥ 0.7 of a bare insert loop, ≥ 1.5 × graphile-worker and BullMQ, ≤ 200 MB",

  async *run(context) {
    const jobs = sized(context, { full: 500_000, quick: 100_000, tiny: 100 });
    const what = `${jobs.toLocaleString("en")} jobs`;
    const file = join(context.folder, "bulk.ndjson");
    const lines = Bun.file(file).writer();
    for (let job = 0; job < jobs; job++) lines.write(`{"command":"echo ${job}"}\n`);
    await lines.end();
    yield* compare<Figure>(context, {
      candidates: [
        ours(context, file, jobs),
        loop(context, jobs),
        ...NPM_PEERS.map((peer) => npmPeer(context, peer, { what: "bulk", jobs, atOnce: 1 })),
      ],
      figures: {
        rate: {
          what,
          unit: "/s",
          better: "more",
          targets: [atLeast(0.7, "limit"), atLeast(1.5, "graphile-worker"), atLeast(1.5, "BullMQ")],
        },
        rss: { what: `${what}: peak RSS`, unit: "MB", better: "less", targets: [atMost(200)] },
      },
    });
    await rm(file);
  },
};

function ours(context: Context, file: string, jobs: number): Candidate<Figure> {
  return onNewStore(context, "queuectl", "ours", jobs, (surroundings) =>
    weighed([...context.program, "enqueue", "-"], { ...surroundings, stdin: Bun.file(file) }),
  );
}

function loop(context: Context, jobs: number): Candidate<Figure> {
  return onNewStore(context, "a bare insert loop", "limit", jobs, ({ cwd, env }) =>
    weighed([process.execPath, LOOP, join(cwd, "queue.db"), String(jobs)], { cwd, env }),
  );
}

/** Both insert the same rows into the same tables. */
function onNewStore(
  context: Context,
  name: string,
  role: Candidate["role"],
  jobs: number,
  insert: (surroundings: ProcessOptions) => Promise<{ ms: number; peakMb: number }>,
): Candidate<Figure> {
  return {
    name,
    role,
    async measure() {
      await using queuectl = await Queuectl.on(context);
      await queuectl.call("init");
      const { ms, peakMb } = await insert(queuectl.surroundings);
      return { rate: jobs / (ms / 1_000), rss: peakMb };
    },
  };
}
