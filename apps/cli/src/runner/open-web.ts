import type { JobStore } from "@queuectl/core";
import { sqliteFiles } from "@queuectl/core/sqlite";
import { createApp, obtainToken, type RunnerHealth, type Serving, serve } from "@queuectl/web";
import type { BindAddress } from "@queuectl/web/bind-address";

export interface WebOptions {
  readonly store: JobStore;
  readonly location: string;
  readonly address: BindAddress;
  /** `QUEUECTL_TOKEN`. */
  readonly token: string | undefined;
  readonly runnerHealth?: () => RunnerHealth | null;
}

/** Serves a store over HTTP, in a runner's thread or alone. */
export async function openWeb({ store, location, address, token, runnerHealth }: WebOptions): Promise<Serving> {
  const secret = obtainToken({ host: address.host, given: token, path: sqliteFiles(location).token });
  const dashboardAssets = async () => (await import("@queuectl/dashboard")).dashboardAssets();
  return serve(createApp(store, { token: secret, runnerHealth, dashboardAssets }), address);
}
