import { describeContract, type World } from "@queuectl/core/contract";
import { systemClock } from "@queuectl/runner/machine";
import { MemoryDatabase } from "./database.ts";
import { MemoryStore } from "./memory-store.ts";
import { recount } from "./recount.ts";

/** A second store under the same contract: nothing in the port may ask for SQLite's ideas. */
describeContract("memory", {
  async create(): Promise<World> {
    const database = new MemoryDatabase();
    let nonces = 0;
    const drawNonce = () => `n${(nonces++).toString(36)}`;
    const open = () => ({ clock: systemClock, drawNonce, host: "here", committed: () => {}, heard: () => true });
    return {
      open: async () => new MemoryStore(database, open()),
      recount: async () => recount(database),
      remove: async () => {},
    };
  },
});
