import { Hono, type MiddlewareHandler } from "hono";
import { methodNotAllowed, READING } from "../answers/problem.ts";
import { answer, type DashboardAsset, dashboardFiles } from "./files.ts";

/** The pages that have an address of their own; what each shows is decided in the browser. */
const PAGES = ["/", "/jobs", "/jobs/:id", "/enqueue", "/dlq", "/queues", "/runners", "/config"];

/** A new name with every change of content, so a browser need never ask again. */
const FOR_EVER = "public, max-age=31536000, immutable";
const ASK_AGAIN = "no-cache";

/** Everything from ourselves, nothing inline, and no text may become markup by way of a script. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join("; ");

const pagePolicy: MiddlewareHandler = async (c, next) => {
  await next();
  c.res.headers.set("content-security-policy", POLICY);
};

/**
 * The dashboard: a page and what it is made of, the same for everyone. It holds no secret; what it shows, it asks of the API
 * with the session of whoever looks at it. `assets` is called at the first request.
 */
export function dashboard(assets: () => Promise<readonly DashboardAsset[]>): Hono {
  const app = new Hono();
  const files = dashboardFiles(assets);

  for (const path of PAGES) {
    app.get(path, pagePolicy, async (c) => {
      const page = (await files()).get("index.html");
      return page ? answer(c, page, ASK_AGAIN) : c.notFound();
    });
  }
  for (const path of PAGES) app.all(path, (c) => methodNotAllowed(c, READING));
  app.get("/assets/:name", async (c) => {
    const file = (await files()).get(c.req.param("name"));
    return file && c.req.param("name") !== "index.html" ? answer(c, file, FOR_EVER) : c.notFound();
  });
  return app;
}
