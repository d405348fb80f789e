import type { Invariant, Violation } from "../scene/invariants.ts";

/** What one kind of fault came to. */
export class FaultTally {
  repetitions = 0;
  readonly violations = new Map<Invariant, number>();

  constructor(
    readonly campaign: string,
    readonly fault: string,
  ) {}
}

/** Counts repetitions and violations by fault, and knows what was skipped and why. */
export class Tally {
  readonly faults: FaultTally[] = [];
  readonly skipped: { readonly campaign: string; readonly fault: string | null; readonly why: string }[] = [];
  readonly details: string[] = [];
  readonly figures: string[] = [];

  /** One more repetition of a fault, with what it violated. */
  count(campaign: string, fault: string, violations: readonly Violation[], repetitions = 1): void {
    let tally = this.faults.find((each) => each.campaign === campaign && each.fault === fault);
    if (tally === undefined) {
      tally = new FaultTally(campaign, fault);
      this.faults.push(tally);
    }
    tally.repetitions += repetitions;
    for (const { invariant, detail } of violations) {
      tally.violations.set(invariant, (tally.violations.get(invariant) ?? 0) + 1);
      this.details.push(`${campaign}: ${fault}: ${invariant}: ${detail}`);
    }
  }

  skip(campaign: string, fault: string | null, why: string): void {
    this.skipped.push({ campaign, fault, why });
  }

  get violated(): number {
    return this.details.length;
  }
}
