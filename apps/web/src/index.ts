/** What queuectl answers over HTTP. It knows the store's port alone; whoever serves it opens the store and hands it in. */
export { parseAllowedHost } from "./allowed-hosts.ts";
export type { RunnerRequest, StartRunner } from "./api/context.ts";
export { type AppOptions, createApp, type WebApp } from "./app.ts";
export type { Change } from "./changes.ts";
export type { DashboardAsset } from "./dashboard/files.ts";
export type { RunnerHealth } from "./readiness.ts";
export { type Serving, serve } from "./serve.ts";
export { Sessions } from "./sessions.ts";
export { signInUrl } from "./sign-in.ts";
export { obtainToken } from "./token.ts";
