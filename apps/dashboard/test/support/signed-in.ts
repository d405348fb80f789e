import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import type { Served } from "./served.ts";

/** A browser of its own with a session, and everything that went wrong in its pages. */
export interface SignedIn extends AsyncDisposable {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors of scripts, and what the content security policy refused. */
  readonly complaints: readonly string[];
}

/** Patient enough for a busy machine; a hang is still found. */
const PATIENCE_MS = 20_000;

export async function signIn(
  browser: Browser,
  served: Pick<Served, "signInLink">,
  options: BrowserContextOptions = {},
): Promise<SignedIn> {
  const context = await browser.newContext({ locale: "en-US", timezoneId: "UTC", reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  const complaints: string[] = [];
  context.on("weberror", (error) => complaints.push(String(error.error())));
  context.on("console", (message) => {
    // A server that is away is what some tests are about; the browser complains of it by itself.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      complaints.push(message.text());
  });
  const page = await context.newPage();
  await page.goto(await served.signInLink());
  return { context, page, complaints, [Symbol.asyncDispose]: () => context.close() };
}
