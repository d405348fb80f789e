import type { Tally } from "../report/tally.ts";
import type { Violation } from "../scene/invariants.ts";
import type { Random } from "../scene/random.ts";

/** A kind of fault, inflicted on the real program again and again. */
export interface Campaign {
  readonly name: string;
  readonly about: string;
  /** What the machine lacks for it, and how to get that; `null` when it can run. */
  readonly lacks?: () => string | null;
  run(run: Run): Promise<void>;
}

/** What a campaign is given. */
export class Run {
  constructor(
    readonly campaign: string,
    readonly random: Random,
    readonly long: boolean,
    /** How often, where somebody said so. */
    readonly wanted: number | null,
    private readonly tally: Tally,
    private readonly progress: (line: string) => void,
  ) {}

  /** How many repetitions: what was asked for, else the campaign's own number for this form. */
  repetitions(short: number, long: number): number {
    return this.wanted ?? (this.long ? long : short);
  }

  count(fault: string, violations: readonly Violation[], repetitions = 1): void {
    for (const { invariant, detail } of violations) this.progress(`VIOLATION ${fault}: ${invariant}: ${detail}`);
    this.tally.count(this.campaign, fault, violations, repetitions);
  }

  /** Part of a campaign that cannot run here. */
  skip(fault: string, why: string): void {
    this.tally.skip(this.campaign, fault, why);
  }

  /** A measured number for the report. */
  figure(line: string): void {
    this.tally.figures.push(`${this.campaign}: ${line}`);
  }

  say(line: string): void {
    this.progress(line);
  }
}
