/** The conformance suite that every store runs, within `bun test`. */
import { describe } from "bun:test";
import { bulkContract } from "./bulk.ts";
import { cancelContract } from "./cancel.ts";
import { claimContract } from "./claim.ts";
import { configureContract } from "./configure.ts";
import { deleteContract } from "./delete.ts";
import { enqueueContract } from "./enqueue.ts";
import { enqueueManyContract } from "./enqueue-many.ts";
import { historyContract } from "./history.ts";
import { listContract } from "./list.ts";
import { modelContract } from "./model/index.ts";
import { pauseContract } from "./pause.ts";
import { promoteContract } from "./promote.ts";
import { pruneContract } from "./prune.ts";
import { registerContract } from "./register.ts";
import { releaseContract } from "./release.ts";
import { rescueContract } from "./rescue.ts";
import { retryContract } from "./retry.ts";
import { type Harness, setScene } from "./scene.ts";
import { settleContract } from "./settle.ts";
import { shipContract } from "./ship.ts";
import { statusContract } from "./status.ts";
import { stopContract } from "./stop.ts";
import { watchContract } from "./watch.ts";

export { holdToModel } from "./model/hold-to-model.ts";
export type { Harness, World } from "./scene.ts";

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
