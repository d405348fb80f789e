import { join } from "node:path";
import { type Benchmark, type Context, sized } from "../measuring/benchmark.ts";
import type { Candidate } from "../measuring/candidate.ts";
import { compare } from "../measuring/compare.ts";
import { atLeast } from "../measuring/target.ts";
import { run } from "../running/processes.ts";
import { Queuectl } from "../running/queuectl.ts";
import { NPM_PEERS, npmPeer } from "./npm-peer.ts";

type Figure = "rate";

/** So many jobs in one turn, so many turns under way at once. */
const SHAPES = [
  { batch: 1, callers: 16, target: 20_000 },
  { batch: 16, callers: 1, target: null },
  { batch: 256, callers: 1, target: 100_000 },
];

/** What the store itself costs a job, durable like everything here: each commit waits for the disk. */
export const claimSettle: Benchmark = {
  name: "claim+settle",
  about: "claims and settles through the port, nothing executed",
  target: "≥ 100,000/s in batches, ≥ 20,000/s one by one under 16 at once",

  async *run(context) {
    for (const { batch, callers, target } of SHAPES) {
      const jobs = sized(context, { full: 100_000, quick: 20_000, tiny: 100 });
      const what = batch === 1 ? `one by one, ${callers} at once` : `batches of ${batch}`;
      const atOnce = batch * callers;
      // plainjob knows no batches.
      const peers = NPM_PEERS.filter(({ name }) => batch === 1 || name !== "plainjob");
      yield* compare<Figure>(context, {
        candidates: [
          script(context, "queuectl", "ours", join(import.meta.dir, "port.ts"), [jobs, batch, callers]),
          script(context, "bare SQL", "limit", join(import.meta.dir, "../bare/claim-settle.ts"), [jobs, atOnce]),
          ...peers.map((peer) => npmPeer(context, peer, { what: "drain", jobs: Math.ceil(jobs / 5), atOnce })),
        ],
        figures: { rate: { what, unit: "/s", better: "more", targets: target === null ? [] : [atLeast(target)] } },
      });
    }
  },
};

/** A process that is given a folder with a new store, and prints jobs a second. */
function script(
  context: Context,
  name: string,
  role: Candidate["role"],
  path: string,
  counts: readonly number[],
): Candidate<Figure> {
  return {
    name,
    role,
    async measure() {
      await using queuectl = await Queuectl.on(context);
      await queuectl.call("init");
      const { folder, surroundings } = queuectl;
      return { rate: Number(await run([process.execPath, path, folder, ...counts.map(String)], surroundings)) };
    },
  };
}
