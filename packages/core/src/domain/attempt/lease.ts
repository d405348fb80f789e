/**
 * The proof that a result is still wanted: it names one attempt of one job, and the nonce that its claim drew, which is like no
 * other in this store, nor in any copy of it. Every write about a running job is guarded by it; when the job was claimed again,
 * the old lease changes nothing. Where the earlier claim never began, the later one has its number: the nonce alone tells them apart.
 */
export interface Lease {
  /** The job's sequence number in its store. */
  readonly seq: number;
  readonly attempt: number;
  readonly nonce: string;
}

/** `seq.attempt.nonce`: the cookie in the environment of everything that an attempt starts, and its spool files' name. */
export function formatLease(lease: Lease): string {
  return `${lease.seq}.${lease.attempt}.${lease.nonce}`;
}

/** Reads `seq.attempt.nonce` back; `null` for anything else. */
export function parseLease(text: string): Lease | null {
  const match = /^(\d{1,15})\.(\d{1,15})\.([0-9a-z]+)$/.exec(text);
  return match ? { seq: Number(match[1]), attempt: Number(match[2]), nonce: match[3] as string } : null;
}
