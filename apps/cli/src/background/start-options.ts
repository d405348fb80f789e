import type { QueueSelection } from "@queuectl/core";
import type { BindAddress } from "@queuectl/web/bind-address";
import type { Context } from "../frame/command.ts";

/** What `worker start` was asked for. */
export interface StartOptions {
  /** How many workers. */
  readonly count: number;
  readonly serves: QueueSelection;
  readonly untilEmpty: boolean;
  /** How long a drain may take before what runs is ended; `null`: as long as it takes. */
  readonly stopTimeoutMs: number | null;
  readonly http: BindAddress | null;
  /** Log only what goes wrong, and the runner's own beginning and end. */
  readonly quiet: boolean;
  /** Names beyond its own under which HTTP is asked for. */
  readonly allowedHosts: readonly string[];
}

/** What of a command's context concerns starting a runner: the store is opened by it, not before it. */
export type StartContext = Pick<
  Context<Record<never, never>, "none">,
  "location" | "openStore" | "out" | "json" | "io"
>;
