import { describeContract } from "../contract/index.ts";
import { sqliteHarness } from "./harness.ts";

describeContract("SQLite", sqliteHarness);
