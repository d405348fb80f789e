import { type JobStore, readStatusJson } from "@queuectl/core";
import { Hono } from "hono";
import { getPath } from "hono/utils/url";
import { headLength } from "./answers/head-length.ts";
import { errorProblem, methodNotAllowed, problem, READING } from "./answers/problem.ts";
import { type RunnerHealth, readiness } from "./answers/readiness.ts";
import { visibleAnswers } from "./answers/visible-answers.ts";
import type { StartRunner } from "./api/context.ts";
import type { DashboardAsset } from "./dashboard/files.ts";
import { dashboard } from "./dashboard/index.ts";
import { allowedHost } from "./guard/allowed-hosts.ts";
import { callerOf } from "./guard/caller.ts";
import type { AppEnv } from "./guard/calling.ts";
import { type Change, guardChanges } from "./guard/guard-changes.ts";
import { securityHeaders } from "./guard/security-headers.ts";
import { Sessions } from "./guard/sessions.ts";
import { signIn } from "./guard/sign-in.ts";
import { bearerToken, isToken } from "./guard/token.ts";
import { metrics } from "./metrics/index.ts";

export interface AppOptions {
  /** What a caller must know for everything but the probes. There is no app without one. */
  readonly token: string;
  /** Where the app is part of a runner: the last that was heard of that runner, `null` before the first word. */
  readonly runnerHealth?: (() => RunnerHealth | null) | undefined;
  /** The files of the dashboard, asked for once somebody looks at it. Without it there is none. */
  readonly dashboardAssets?: (() => Promise<readonly DashboardAsset[]>) | undefined;
  /** Serves no change at all. */
  readonly readOnly?: boolean | undefined;
  /** The browsers that are signed in, and the codes by which others may. */
  readonly sessions?: Sessions | undefined;
  /** Starts a runner for whoever asks. Without it nobody can. */
  readonly startRunner?: StartRunner | undefined;
  /** Hears of every change, for the log. */
  readonly onChange?: ((change: Change) => void) | undefined;
  /** The program's version. */
  readonly version?: string | undefined;
  /** How long a body may take to arrive, and a streamed one to go on. */
  readonly bodyWithinMs?: number | undefined;
  readonly now?: (() => number) | undefined;
}

const BODY_WITHIN_MS = 30_000;

export type WebApp = Hono<AppEnv>;

/**
 * The HTTP app. The order is the law: probes answer anyone with a code and a word; whatever comes after them is for an
 * allowed Host first (a rebound DNS name carries the browser of somebody inside), then for the token.
 */
export function createApp(store: JobStore, options: AppOptions): WebApp {
  const { token, runnerHealth, dashboardAssets, now = Date.now } = options;
  const { readOnly = false, sessions = new Sessions(now), onChange = () => {} } = options;
  const app: WebApp = new Hono({ getPath: pathOf });
  const ready = readiness(store, runnerHealth, now);

  app.use(headLength);
  app.use(securityHeaders);
  app.use(visibleAnswers);
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
  for (const path of ["/livez", "/readyz", "/healthz"]) app.all(path, (c) => methodNotAllowed(c, READING));

  app.use(async (c, next) => (allowedHost(c) ? next() : problem(c, "host-not-allowed")));
  // Ahead of the token: it is the same for everyone and says nothing of this store.
  if (dashboardAssets) app.route("/", dashboard(dashboardAssets));
  app.get("/sign-in", signIn(sessions, dashboardAssets !== undefined));
  app.all("/sign-in", (c) => methodNotAllowed(c, ["GET"]));
  const runnerLagMs = () => runnerHealth?.()?.eventLoopLagMs ?? null;
  const scraper = { store, ready, runnerLagMs, now };
  app.get(
    "/metrics",
    metrics(scraper, (c) => callerOf(c, token, sessions) !== null),
  );
  app.all("/metrics", (c) => methodNotAllowed(c, READING));
  app.use(async (c, next) => {
    const who = callerOf(c, token, sessions);
    if (who === null) return problem(c, "unauthorized");
    c.set("call", { who, what: null });
    return next();
  });
  app.use(guardChanges(readOnly, onChange));

  app.get("/status", async (c) => c.json(await readStatusJson(store, now())));
  app.all("/status", (c) => methodNotAllowed(c, READING));

  const api = lazily(async () => {
    const { createApi } = await import("./api/index.ts");
    const { startRunner = null, version = "", bodyWithinMs = BODY_WITHIN_MS } = options;
    return createApi({ store, sessions, readOnly, version, startRunner, body: { withinMs: bodyWithinMs }, now });
  });
  app.all("/api/v1/*", async (c) => (await api()).fetch(c.req.raw, { ...c.env, call: c.var.call }));

  app.notFound((c) => problem(c, "not-found"));
  return app;
}

/** A request without a `Host`, or with an empty one, has a path for its address: HTTP/1.0 allows it, and probes use it. */
function pathOf(request: Request): string {
  return getPath(request.url.startsWith("/") ? ({ url: `http://queue${request.url}` } as Request) : request);
}

/** Calls `load` once, at the first need of it. */
function lazily<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | null = null;
  return () => {
    loaded ??= load();
    return loaded;
  };
}
