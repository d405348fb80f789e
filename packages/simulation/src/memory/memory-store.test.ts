import { describeContract } from "@queuectl/core/contract";
import { memoryHarness } from "./harness.ts";

// A second store under the same contract: nothing in the port may ask for SQLite's ideas.
describeContract("memory", memoryHarness);
