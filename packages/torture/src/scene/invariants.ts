/** What must hold whatever happens, each with its column in the table. */
export const INVARIANTS = {
  /** Every job that enqueue acknowledged is stored. */
  acknowledged: "acked",
  /** At most one result is recorded for an attempt, it is the true one, and it never changes. */
  "one-result": "result",
  /** No two attempts of a job live on the machine at once. */
  overlap: "overlap",
  /** Nothing that an attempt started lives on, but what left the group of one that completed. */
  leftovers: "left",
  /** Every job reaches a terminal state once the faults stop. */
  terminal: "ends",
  /** The counters equal a recount. */
  counters: "counts",
  /** What was written before a crash can be read after it. */
  output: "output",
  /** integrity_check and foreign_key_check. */
  integrity: "file",
  /** The spool directory is empty when nothing runs. */
  spool: "spool",
  /** What the program said, and how it ended, is what is promised for this very fault. */
  promise: "promise",
} as const;

export type Invariant = keyof typeof INVARIANTS;

export interface Violation {
  readonly invariant: Invariant;
  readonly detail: string;
}
