import type { Enqueueing } from "./enqueueing.ts";
import type { Executing } from "./executing.ts";
import type { Operating } from "./operating.ts";
import type { Reading } from "./reading.ts";
import type { Settings } from "./settings.ts";

export * from "./enqueueing.ts";
export * from "./executing.ts";
export * from "./history.ts";
export * from "./operating.ts";
export * from "./output.ts";
export * from "./reading.ts";
export * from "./runners.ts";
export * from "./settings.ts";

/**
 * The port: everything that queuectl asks of a store, grouped by who asks. Parameters are the domain's own; time comes from
 * outside, as UTC epoch milliseconds. `@queuectl/core/contract` holds every implementation to it.
 */
export interface JobStore extends Enqueueing, Operating, Reading, Settings, Executing {
  /** Lets go of everything. A runner that is still registered then counts as dead. Closing twice is fine. */
  close(): Promise<void>;
}
