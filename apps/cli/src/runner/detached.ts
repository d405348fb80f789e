import type { ErrorCode } from "@queuectl/core";
import type { Io } from "../io.ts";

/** Set for a runner that `--detach` starts: it answers once on stdout, to the command that waits for it. */
export const DETACHED_VARIABLE = "QUEUECTL_DETACHED";

/** The one line that a detached runner writes to stdout. */
export type DetachedAnswer =
  | { readonly ready: { readonly runner: string; readonly http: string | null } }
  | { readonly refused: { readonly message: string; readonly code: ErrorCode; readonly fix: string | null } };

export function isDetached(env: Io["env"]): boolean {
  return env[DETACHED_VARIABLE] === "1";
}
