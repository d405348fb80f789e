import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JobStore, Verdict } from "@queuectl/core";
import { openSqliteStore } from "@queuectl/core/sqlite";
import type { AppOptions, Serving } from "../src/index.ts";
import { expectDocumented } from "./documented.ts";
import { served, signedIn } from "./served.ts";

/** What a call was answered; `body` is `null` where there is none. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: each test says what it expects of it.
  readonly body: any;
}

export interface Scene {
  readonly store: JobStore;
  readonly serving: Serving;
  /** Calls the API with the token, as JSON. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Anything else. */
  get(path: string, init?: RequestInit): Promise<Response>;
}

/** Serves the API over an empty database while `use` runs. */
export async function withApi(use: (scene: Scene) => Promise<void>, options: Partial<AppOptions> = {}): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), "queuectl-api-"));
  const store = await openSqliteStore(join(directory, "queue.db"), { access: "write" });
  try {
    await served(
      async (get, serving) => {
        const call: Scene["call"] = async (method, path, body, headers = {}) => {
          const answer = await get(`/api/v1${path}`, {
            method,
            headers: { ...signedIn, ...(body !== undefined && { "content-type": "application/json" }), ...headers },
            ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
          });
          await expectDocumented(method, path, answer.status);
          const text = await answer.text();
          return { status: answer.status, headers: answer.headers, body: text === "" ? null : JSON.parse(text) };
        };
        await use({ store, serving, call, get });
      },
      { ...options, store },
    );
  } finally {
    await store.close();
    rmSync(directory, { recursive: true });
  }
}

const NOTHING = { runner: "runner1", started: [], settled: [], released: [], capacity: 0 };
const LIMITS = { headBytes: 1_048_576, tailBytes: 1_048_576 };

/** Claims the next job, as a runner would; the first call registers it. */
export async function claimOne(store: JobStore) {
  const now = Date.now();
  if ((await store.runners(now)).length === 0) {
    await store.register({ id: "runner1", workers: 1, queues: null, version: "0" }, now);
  }
  const [claim] = (await store.turn({ ...NOTHING, capacity: 1 }, now)).claimed;
  if (claim === undefined) throw new Error("there was nothing to claim");
  return claim;
}

type Claim = Awaited<ReturnType<typeof claimOne>>;

/** Stores what an attempt wrote. */
export function write(store: JobStore, { lease }: Claim, text: string, offset: number, stream = "stdout" as const) {
  const bytes = new TextEncoder().encode(text);
  return store.ship(lease, [{ stream, offset, at: 0, bytes }], LIMITS);
}

/** Settles an attempt: `completed`, or with another exit code `dead`. */
export async function settle(store: JobStore, { lease }: Claim, exitCode = 0): Promise<void> {
  const finishedAt = Date.now();
  const outcome = { kind: "exited", exitCode } as const;
  const verdict: Verdict = exitCode === 0 ? { state: "completed" } : { state: "dead", reason: "it failed", crashes: 0 };
  const settlement = { lease, outcome, verdict, finishedAt, output: [], limits: LIMITS };
  await store.turn({ ...NOTHING, settled: [settlement] }, finishedAt);
}
