import type { ErrorCode } from "@queuectl/core";

export const EXIT = { done: 0, failed: 1, usage: 2, conflict: 3, notFound: 4 } as const;

/** What a refusal means to a script. */
export const EXIT_CODES: Readonly<Record<ErrorCode, number>> = {
  "invalid-input": EXIT.usage,
  "job-exists": EXIT.conflict,
  "job-conflict": EXIT.conflict,
  "key-reused": EXIT.conflict,
  conflict: EXIT.conflict,
  "not-found": EXIT.notFound,
  "store-busy": EXIT.failed,
  "store-unavailable": EXIT.failed,
  "store-refused": EXIT.failed,
  failed: EXIT.failed,
};
