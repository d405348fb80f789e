import type { JobStore } from "@queuectl/core";
import { sqliteFiles } from "@queuectl/core/sqlite";
import {
  type Change,
  createApp,
  obtainToken,
  type RunnerHealth,
  type Serving,
  Sessions,
  serve,
  signInUrl,
} from "@queuectl/web";
import type { BindAddress } from "@queuectl/web/bind-address";
import { version } from "../frame/version.ts";
import { announceServer } from "./servers.ts";

export interface WebOptions {
  readonly store: JobStore;
  readonly location: string;
  readonly address: BindAddress;
  readonly allowedHosts: readonly string[];
  readonly readOnly: boolean;
  /** `QUEUECTL_TOKEN`, if it was given. */
  readonly token: string | undefined;
  /** For the runners that it starts. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The program, for the runners that it starts. */
  readonly main: string;
  readonly onChange: (change: Change) => void;
  readonly runnerHealth?: () => RunnerHealth | null;
}

export interface Web extends Serving {
  /** Signs in one browser, once. */
  readonly signInUrl: string;
}

/** Serves a store over HTTP, in a runner's thread or alone. */
export async function openWeb(options: WebOptions): Promise<Web> {
  const { store, location, address, allowedHosts, readOnly, env, main, onChange, runnerHealth } = options;
  const files = sqliteFiles(location);
  const token = obtainToken({ host: address.host, given: options.token, path: files.token });
  const sessions = new Sessions();
  const app = createApp(store, {
    token,
    sessions,
    readOnly,
    version,
    onChange,
    runnerHealth,
    dashboardAssets: async () => (await import("@queuectl/dashboard")).dashboardAssets(),
    async startRunner({ workers, ...serves }) {
      const { startDetached } = await import("../background/detach.ts");
      const start = {
        count: workers,
        serves,
        untilEmpty: false,
        stopTimeoutMs: null,
        http: null,
        quiet: false,
        allowedHosts: [],
      };
      const { runner, pid } = await startDetached(start, { location, env, main });
      return { runner, pid };
    },
  });
  const serving = await serve(app, address, allowedHosts);
  const leave = announceServer(files.servers, serving.url);
  return {
    url: serving.url,
    signInUrl: signInUrl(serving.url, sessions.invite().code),
    async stop(deadline) {
      leave();
      await serving.stop(deadline);
    },
  };
}

/** A change over HTTP as a log says it: who made it, what it was, what came of it. */
export function changeLine({ who, method, path, status, what }: Change): string {
  return `HTTP ${who}: ${what ?? `${method} ${path}`} (${status})`;
}
