import { type Claim, formatLease, type Lease } from "@queuectl/core";

/** Claims that wait for a worker, the oldest first. */
export class Holdings {
  #held: { readonly claim: Claim; readonly at: number }[] = [];

  get count(): number {
    return this.#held.length;
  }

  get oldestAt(): number | null {
    return this.#held[0]?.at ?? null;
  }

  add(claims: readonly Claim[], at: number): void {
    for (const claim of claims) this.#held.push({ claim, at });
  }

  /** Takes the oldest. */
  next(): Claim | undefined {
    return this.#held.shift()?.claim;
  }

  /** Takes those that have been held since `since` or longer. */
  takeSince(since: number): Claim[] {
    const taken = this.#held.filter(({ at }) => at <= since);
    if (taken.length > 0) this.#held = this.#held.filter(({ at }) => at > since);
    return taken.map(({ claim }) => claim);
  }

  /** Takes one by its lease, if it is (still) held. */
  take(lease: Lease): Claim | undefined {
    const key = formatLease(lease);
    const at = this.#held.findIndex(({ claim }) => formatLease(claim.lease) === key);
    return at === -1 ? undefined : this.#held.splice(at, 1)[0]?.claim;
  }
}
