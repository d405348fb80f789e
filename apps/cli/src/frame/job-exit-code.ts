import { constants } from "node:os";
import type { Attempt, Job } from "@queuectl/core";
import { EXIT } from "./exit-codes.ts";

/** As `timeout` and shells have it. */
const TIMED_OUT = 124;
const NOT_STARTED = 126;
const NOT_FOUND = 127;
const BY_SIGNAL = 128;

/**
 * The exit code that stands for how an attempt of a job ended, as a shell would give it: the command's own, 128 + N after
 * signal N, 124 timed out, 126 could not be started, 127 not found, 130 cancelled; 1 where the command had no end of its own.
 */
export function jobExitCode({ state }: Pick<Job, "state">, attempt: Attempt | null): number {
  switch (attempt?.outcome) {
    case "exited":
      return attempt.exitCode ?? EXIT.failed;
    case "signalled":
      return BY_SIGNAL + (constants.signals[attempt.signal as keyof typeof constants.signals] ?? 0);
    case "timed-out":
      return TIMED_OUT;
    case "spawn-failed":
      return attempt.error?.startsWith("command not found") ? NOT_FOUND : NOT_STARTED;
    case "cancelled":
      return BY_SIGNAL + constants.signals.SIGINT;
    default:
      return state === "cancelled" ? BY_SIGNAL + constants.signals.SIGINT : EXIT.failed;
  }
}
