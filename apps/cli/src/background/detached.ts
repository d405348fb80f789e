import type { ErrorCode } from "@queuectl/core";
import type { Io } from "../io/io.ts";

/** Set for a runner that `--detach` starts: it answers once on stdout, to the command that waits for it. */
export const DETACHED_VARIABLE = "QUEUECTL_DETACHED";

export interface ReadyRunner {
  readonly runner: string;
  /** Where it serves HTTP, if it does, and a link that signs a browser in there, once. */
  readonly http: string | null;
  readonly signIn: string | null;
}

/** The one line that a detached runner writes to stdout. */
export type DetachedAnswer =
  | { readonly ready: ReadyRunner }
  | { readonly refused: { readonly message: string; readonly code: ErrorCode; readonly fix: string | null } };

export function isDetached(env: Io["env"]): boolean {
  return env[DETACHED_VARIABLE] === "1";
}
