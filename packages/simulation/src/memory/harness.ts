import type { Harness } from "@queuectl/core/contract";
import { systemClock } from "@queuectl/runner/machine";
import { MemoryDatabase } from "./database.ts";
import { MemoryStore } from "./memory-store.ts";
import { recount } from "./recount.ts";

/** The store in memory as the contract suite wants it: nothing ever goes wrong in it. */
export const memoryHarness: Harness = {
  async create() {
    const database = new MemoryDatabase();
    let nonces = 0;
    const drawNonce = () => `n${(nonces++).toString(36)}`;
    const options = { clock: systemClock, drawNonce, host: "here", committed: () => {}, heard: () => true };
    return {
      open: async () => new MemoryStore(database, options),
      recount: async () => recount(database),
      remove: async () => {},
    };
  },
};
