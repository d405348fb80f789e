import type { JobState, jobJson, OutputStream, RunnerState } from "@queuectl/core";

/**
 * What `GET /api/v1/events` sends, by event name. Each is sent when a client connects and after that when it changed (`jobs`:
 * whenever anything in the store did), twice a second at most. A client may take each for the whole truth and forget
 * the one before; what it shows besides, it fetches again.
 */
export interface EventsJson {
  /** Something happened to jobs: fetch again what is shown of them. */
  readonly jobs: {
    readonly at: string;
    readonly jobs: Readonly<Record<JobState, number>>;
    readonly oldest_due_at: string | null;
    readonly next_run_at: string | null;
    readonly throughput: { readonly completed_last_minute: number; readonly failed_last_minute: number };
  };
  /** `queues` is `null` where there are more than 100: fetch them from /queues. */
  readonly queues: {
    readonly count: number;
    readonly queues: readonly { name: string; paused: boolean; jobs: Readonly<Record<JobState, number>> }[] | null;
  };
  /** Every 15 s, whatever happens: who hears nothing for longer has lost the server, though the line may look whole. */
  readonly ping: { readonly at: string };
  /** As in /status, but for what changes by itself: ages and heartbeats. */
  readonly runners: {
    readonly workers: number;
    readonly runners: readonly {
      id: string;
      state: RunnerState;
      host: string;
      pid: number;
      workers: number;
      queues: readonly string[] | null;
      excluded_queues: readonly string[];
      started_at: string;
      stop_requested: "drain" | "interrupt" | null;
    }[];
  };
  /** With `?job=ID`: the job as lists show it; `null` when it is not there (any more). */
  readonly job: { readonly id: string; readonly job: ReturnType<typeof jobJson> | null };
  /**
   * With `?job=ID`: what its last attempt wrote, from the beginning or from where `Last-Event-ID` left off. `text` is for
   * reading: bytes that are no UTF-8 are replaced. `offset` and `bytes` tell exactly which bytes of the stream they were.
   */
  readonly output: {
    readonly id: string;
    readonly attempt: number;
    readonly stream: OutputStream;
    readonly offset: number;
    readonly bytes: number;
    readonly text: string;
  };
}
