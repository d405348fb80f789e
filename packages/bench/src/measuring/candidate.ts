/**
 * What takes part in a comparison: queuectl itself (`ours`), what nothing can beat on this machine (`limit`), and what
 * people would use instead (`peer`). Of several limits the first that can run takes part; the others stand in for it.
 */
export interface Candidate<Figure extends string = string> {
  readonly name: string;
  readonly role: "ours" | "limit" | "peer";
  /** What the machine lacks for it, and how to get that; `null` when it can take part. */
  lacks?(): string | null | Promise<string | null>;
  /** Once before the first round, outside of what is measured: start a server, fill a table. */
  prepare?(): Promise<void>;
  /** One round. Of the comparison's figures, those that it has. */
  measure(): Promise<Partial<Record<Figure, number>>>;
  /** Once after the last round, however it went: end what `prepare` started. */
  end?(): Promise<void>;
}
