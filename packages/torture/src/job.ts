/** What a job of the harness is; the fields are those of `enqueue`'s JSON. */
export interface JobFields {
  readonly id: string;
  readonly command: string;
  readonly cwd: string;
  readonly max_retries?: number;
  /** Seconds. */
  readonly timeout?: number;
}

type Policy = Pick<JobFields, "max_retries" | "timeout">;

/** A job that keeps the ledger, and does `action` (shell text) between its first and its last line. */
export function job(id: string, action = ":", policy: Policy = {}): JobFields {
  return { id, command: `exec sh "$HOME/job.sh" '${action.replaceAll("'", `'\\''`)}'`, cwd: "/", ...policy };
}

/** What `job.sh` writes before it notes `start`, and before it notes `end`. */
export const hello = (nonce: string) => `hello from ${nonce}\n`;
export const goodbye = (nonce: string) => `goodbye from ${nonce}\n`;
