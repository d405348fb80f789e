/** The conformance suite that every store runs, within `bun test`. */
import { describe } from "bun:test";
import { enqueueContract } from "./enqueueing/enqueue.ts";
import { enqueueManyContract } from "./enqueueing/enqueue-many.ts";
import { claimContract } from "./executing/claim.ts";
import { promoteContract } from "./executing/promote.ts";
import { registerContract } from "./executing/register.ts";
import { releaseContract } from "./executing/release.ts";
import { rescueContract } from "./executing/rescue.ts";
import { settleContract } from "./executing/settle.ts";
import { shipContract } from "./executing/ship.ts";
import { stopContract } from "./executing/stop.ts";
import { modelContract } from "./model/index.ts";
import { bulkContract } from "./operating/bulk.ts";
import { cancelContract } from "./operating/cancel.ts";
import { configureContract } from "./operating/configure.ts";
import { deleteContract } from "./operating/delete.ts";
import { pauseContract } from "./operating/pause.ts";
import { pruneContract } from "./operating/prune.ts";
import { retryContract } from "./operating/retry.ts";
import { historyContract } from "./reading/history.ts";
import { listContract } from "./reading/list.ts";
import { statusContract } from "./reading/status.ts";
import { watchContract } from "./reading/watch.ts";
import { type Harness, setScene } from "./scene/scene.ts";

export { holdToModel } from "./model/hold-to-model.ts";
export type { Harness, World } from "./scene/scene.ts";

const CONTRACTS = {
  enqueue: enqueueContract,
  "enqueue many": enqueueManyContract,
  list: listContract,
  claim: claimContract,
  settle: settleContract,
  release: releaseContract,
  promote: promoteContract,
  ship: shipContract,
  cancel: cancelContract,
  retry: retryContract,
  delete: deleteContract,
  bulk: bulkContract,
  prune: pruneContract,
  pause: pauseContract,
  register: registerContract,
  rescue: rescueContract,
  stop: stopContract,
  configure: configureContract,
  status: statusContract,
  history: historyContract,
  watch: watchContract,
};

/** Holds a store to everything that the port promises. After every case its counters are compared with a recount. */
export function describeContract(name: string, harness: Harness): void {
  describe(name, () => {
    for (const [verb, contract] of Object.entries(CONTRACTS)) describe(verb, () => contract(setScene(harness)));
    describe("model", () => modelContract(harness));
  });
}
