/** Some queues, whether they are there or not. */
export interface QueueSelection {
  /** These; `null` for all. */
  readonly queues: readonly string[] | null;
  /** Where all are selected: but for these, none unless given. */
  readonly excludedQueues?: readonly string[] | undefined;
}

/** What a runner says of itself when it registers, and which queues it serves. Its process is the one that calls. */
export interface RunnerSpec extends QueueSelection {
  /** Named like a job. */
  readonly id: string;
  readonly workers: number;
  /** The program's version. */
  readonly version: string;
}

/** A registered runner, as its store sees it. */
export interface RunnerRecord extends RunnerSpec {
  readonly host: string;
  readonly pid: number;
  /** The start time of the process, as `@queuectl/core/host` reads it: with the pid, it names one process for good. */
  readonly processStart: string | null;
  readonly startedAt: number;
  readonly heartbeatAt: number;
  readonly stopRequested: StopRequest | null;
  /** Whether its process lives; `null` where that cannot be seen from here and its heartbeat is recent. */
  readonly alive: boolean | null;
}

/** `drain`: finish what runs. `interrupt`: end what runs and give it back. The second overrides the first. */
export type StopRequest = "drain" | "interrupt";
