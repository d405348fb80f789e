import type { JobStore } from "@queuectl/core";
import { type AppOptions, createApp, type Serving, serve } from "../src/index.ts";

export const TOKEN = "t".repeat(64);

const NO_JOBS = { scheduled: 0, pending: 3, processing: 0, failed: 0, completed: 0, dead: 0, cancelled: 0 };

/** As much of a store as the app asks for; `change` alters what it says. */
export function storeThat(change: Partial<JobStore> = {}): JobStore {
  const store: Partial<JobStore> = {
    status: async () => ({
      jobs: NO_JOBS,
      queues: [{ name: "default", paused: false, jobs: NO_JOBS }],
      queueCount: 1,
      oldestDueAt: null,
      nextRunAt: null,
      lastMinute: { completed: 0, failed: 0 },
    }),
    queues: async () => [{ name: "default", paused: false, jobs: NO_JOBS }],
    waitingQueues: async () => [],
    runners: async () => [],
    health: async () => ({ ok: true, checks: [{ name: "readable", ok: true, reason: null }] }),
    ...change,
  };
  return store as JobStore;
}

/** Serves the app on a free port, of loopback unless said otherwise, while `use` runs. */
export async function served(
  use: (get: (path: string, init?: RequestInit) => Promise<Response>, serving: Serving) => Promise<void>,
  { store = storeThat(), ...options }: Partial<AppOptions> & { store?: JobStore } = {},
  address = { host: "127.0.0.1", port: 0 },
): Promise<void> {
  const serving = await serve(createApp(store, { token: TOKEN, ...options }), address);
  try {
    await use((path, init) => fetch(`${serving.url}${path}`, { ...init, keepalive: false }), serving);
  } finally {
    await serving.stop(AbortSignal.abort());
  }
}

/** The headers of a caller who knows the token. */
export const signedIn = { authorization: `Bearer ${TOKEN}` };
