import { signal } from "@preact/signals";

/** A word on what an action came to. */
export interface Notice {
  readonly id: number;
  readonly tone: "done" | "refused";
  readonly text: string;
  readonly fix: string | null;
}

export const notices = signal<readonly Notice[]>([]);

const DONE_STAYS_MS = 6_000;
let lastId = 0;

/** Says that something was done. It goes away by itself. */
export function say(text: string): void {
  const id = add("done", text, null);
  setTimeout(() => dismiss(id), DONE_STAYS_MS);
}

/** Says why something was not done. It stays until it is dismissed. */
export function complain(text: string, fix: string | null = null): void {
  add("refused", text, fix);
}

export function dismiss(id: number): void {
  notices.value = notices.value.filter((notice) => notice.id !== id);
}

function add(tone: Notice["tone"], text: string, fix: string | null): number {
  lastId += 1;
  // The same refusal twice is said once.
  const others = notices.value.filter((notice) => notice.text !== text);
  notices.value = [...others.slice(-3), { id: lastId, tone, text, fix }];
  return lastId;
}
