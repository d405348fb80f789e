import type { Lease } from "../../domain/attempt/lease.ts";
import type { Tx } from "../database/transaction.ts";
import type { Moved } from "./settle.ts";
import deleteAttemptOutput from "./sql/delete-attempt-output.sql" with { type: "text" };
import dropAttempt from "./sql/drop-attempt.sql" with { type: "text" };
import release from "./sql/release.sql" with { type: "text" };

/** Takes a claim back that never started; `null`, and nothing changed, when the lease is gone. */
export function releaseClaim(tx: Tx, lease: Lease, now: number): Moved | null {
  const { seq, attempt } = lease;
  const moved = tx.get<Moved>(release, { ...lease, now });
  if (moved === null) return null;
  tx.run(deleteAttemptOutput, { seq, attempt, limit: Number.MAX_SAFE_INTEGER });
  tx.run(dropAttempt, { seq, attempt });
  return moved;
}
