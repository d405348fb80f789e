import { signal } from "@preact/signals";
import type { Session } from "../api/contract.ts";
import { getSession } from "../api/operate.ts";

/** What this server lets us do; `null` until it has said so. */
export const session = signal<Session | null>(null);

/** Asks what this server lets us do. A refusal shows elsewhere: nothing works then. */
export async function loadSession(): Promise<void> {
  session.value = await getSession().catch(() => session.peek());
}

/** Whether buttons that change something are worth showing. */
export function mayChange(): boolean {
  return session.value?.read_only !== true;
}
