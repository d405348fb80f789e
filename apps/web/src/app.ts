import { type JobStore, statusJson } from "@queuectl/core";
import { Hono } from "hono";
import { allowedHost, type ServedAt } from "./allowed-hosts.ts";
import type { DashboardAsset } from "./dashboard/files.ts";
import { dashboard } from "./dashboard/index.ts";
import { eventStream } from "./events/index.ts";
import { historyQuery, readHistory } from "./history/index.ts";
import { errorProblem, problem } from "./problem.ts";
import { type RunnerHealth, readiness } from "./readiness.ts";
import { securityHeaders } from "./security-headers.ts";
import { bearerToken, isToken } from "./token.ts";

export interface AppOptions {
  /** What a caller must know for everything but the probes. There is no app without one. */
  readonly token: string;
  /** Where the app is part of a runner: the last that was heard of that runner, `null` before the first word. */
  readonly runnerHealth?: (() => RunnerHealth | null) | undefined;
  /** The files of the dashboard, asked for once somebody looks at it. Without it there is none. */
  readonly dashboardAssets?: (() => Promise<readonly DashboardAsset[]>) | undefined;
  readonly now?: (() => number) | undefined;
}

export type WebApp = Hono<{ Bindings: ServedAt }>;

/**
 * The HTTP app. The order is the law: probes answer anyone with a code and a word; whatever comes after them is for an
 * allowed Host first (a rebound DNS name carries the browser of somebody inside), then for the token.
 */
export function createApp(
  store: JobStore,
  { token, runnerHealth, dashboardAssets, now = Date.now }: AppOptions,
): WebApp {
  const app: WebApp = new Hono();
  const ready = readiness(store, runnerHealth, now);

  app.use(securityHeaders);
  app.onError(errorProblem);

  app.get("/livez", (c) => c.text("ok"));
  for (const path of ["/readyz", "/healthz"]) {
    app.get(path, async (c) => {
      const report = await ready();
      const code = report.ok ? 200 : 503;
      // Reasons tell of paths and disks: they are for those who hold the token, at a Host that is ours.
      const trusted = allowedHost(c) && isToken(bearerToken(c), token);
      return trusted ? c.json(report, code) : c.text(report.ok ? "ok" : "unavailable", code);
    });
  }
  for (const path of ["/livez", "/readyz", "/healthz"]) app.all(path, (c) => problem(c, "method-not-allowed"));

  app.use(async (c, next) => (allowedHost(c) ? next() : problem(c, "host-not-allowed")));
  // Ahead of the token: it is the same for everyone and says nothing of this store.
  if (dashboardAssets) app.route("/", dashboard(dashboardAssets));
  app.use(async (c, next) => {
    if (!isToken(bearerToken(c), token)) return problem(c, "unauthorized");
    return next();
  });

  app.get("/status", async (c) => {
    const at = now();
    const [status, runners, health] = await Promise.all([store.status(at), store.runners(at), store.health()]);
    return c.json(statusJson(status, runners, health, at));
  });
  app.get("/api/v1/history", async (c) => c.json(await readHistory(store, historyQuery(c.req.query()), now())));
  app.get("/api/v1/events", eventStream(store, now));
  app.all("/status", (c) => problem(c, "method-not-allowed"));

  app.notFound((c) => problem(c, "not-found"));
  return app;
}
