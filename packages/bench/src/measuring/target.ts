/** What ours is to reach: by itself, or as its ratio to another candidate measured in the same rounds. */
export interface Target {
  readonly bound: "at least" | "at most";
  readonly value: number;
  /** `limit`, `best peer` or a candidate's name; `null` for the figure itself, in its unit. */
  readonly against: string | null;
}

export function atLeast(value: number, against: string | null = null): Target {
  return { bound: "at least", value, against };
}

export function atMost(value: number, against: string | null = null): Target {
  return { bound: "at most", value, against };
}
