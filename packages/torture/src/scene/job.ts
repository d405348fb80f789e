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

/** The action of a job that prints so many lines to each stream, one every hundredth of a second, and notes when it is asked to end. */
export const talk = (lines: number) => `talk ${lines}`;

/** What `job.sh` writes before it notes `start`, and before it notes `end`. */
export const hello = (nonce: string) => `hello from ${nonce}\n`;
export const goodbye = (nonce: string) => `goodbye from ${nonce}\n`;
/** What a job that talks writes to both streams before it notes `term`. */
export const farewell = (nonce: string) => `farewell from ${nonce}\n`;

/** A job that does the same as fast as a shell can, in no process but that one: it may have ended before its start is recorded. */
export function swiftJob(id: string): JobFields {
  const note = (what: string) =>
    `printf '%s %s %s ${what}\\n' "$QUEUECTL_JOB_ID" "$QUEUECTL_ATTEMPT" "\${QUEUECTL_LEASE##*.}" >>"$HOME/ledger/ledger"`;
  const say = (what: string) => `printf '${what} from %s\\n' "\${QUEUECTL_LEASE##*.}"`;
  return { id, command: [say("hello"), note("start"), say("goodbye"), note("end")].join("; "), cwd: "/" };
}
