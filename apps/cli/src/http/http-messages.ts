/** What crosses the border between a runner's main thread and the thread that serves HTTP. */
import type { ErrorCode, HealthCheck } from "@queuectl/core";
import type { BindAddress } from "@queuectl/web/bind-address";

export interface HttpSetup {
  readonly location: string;
  readonly address: BindAddress;
  readonly allowedHosts: readonly string[];
  /** `QUEUECTL_TOKEN`, if it was given: it is in nobody's environment any more. */
  readonly token: string | undefined;
  /** The program, for the runners that are started over HTTP. */
  readonly main: string;
}

/** What a runner says of itself; plain data, since a thread that does not know the runner reads it. */
export interface ReportedHealth {
  readonly at: number;
  readonly checks: readonly HealthCheck[];
  readonly eventLoopLagMs: number;
}

export type ToHttp =
  | { readonly type: "health"; readonly health: ReportedHealth }
  | { readonly type: "stop"; readonly withinMs: number };

export type FromHttp =
  | { readonly type: "serving"; readonly url: string; readonly signInUrl: string }
  /** Somebody changed something; a line for the log. */
  | { readonly type: "changed"; readonly line: string }
  /** The first report has arrived. */
  | { readonly type: "heard" }
  | {
      readonly type: "refused";
      readonly message: string;
      readonly code: ErrorCode;
      readonly fix: string | null;
    };
