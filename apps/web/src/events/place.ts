/** Where a client is: what it knows of the store, and how much of its job's output it has. */
export interface Place {
  /** Which watch `change` counts for: a number means nothing to another server, or after a pause. */
  readonly epoch: string;
  readonly change: number;
  readonly attempt: number;
  readonly cursor: number;
}

/** As an event's id says it. */
export function formatPlace({ epoch, change, attempt, cursor }: Place): string {
  return `${epoch}.${change}.${attempt}.${cursor}`;
}

/** Reads what a client sends as `Last-Event-ID`; `null` for anything else, which only means that it hears everything. */
export function parsePlace(text: string | undefined): Place | null {
  const match = /^([0-9a-z]{1,16})\.(\d{1,15})\.(\d{1,15})\.(\d{1,15})$/.exec(text ?? "");
  if (match === null) return null;
  const [, epoch = "", change, attempt, cursor] = match;
  return { epoch, change: Number(change), attempt: Number(attempt), cursor: Number(cursor) };
}
