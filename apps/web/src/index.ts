/** What queuectl answers over HTTP. It knows the store's port alone; whoever serves it opens the store and hands it in. */

export type { RunnerHealth } from "./answers/readiness.ts";
export type { RunnerRequest, StartRunner } from "./api/context.ts";
export { type AppOptions, createApp, type WebApp } from "./app.ts";
export type { DashboardAsset } from "./dashboard/files.ts";
export { parseAllowedHost } from "./guard/allowed-hosts.ts";
export type { Change } from "./guard/guard-changes.ts";
export { Sessions } from "./guard/sessions.ts";
export { signInUrl } from "./guard/sign-in.ts";
export { obtainToken } from "./guard/token.ts";
export { type Serving, serve } from "./serve.ts";
