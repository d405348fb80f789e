/**
 * Takes a picture of every page, light and dark, wide and narrow, into `docs/images/dashboard`. A page's name as an argument
 * takes those of that page alone.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { openSqliteStore } from "@queuectl/core/sqlite";
import type { Page } from "playwright-core";
import { newHome } from "../../cli/test/program.ts";
import { startRunner } from "../../cli/test/runner-process.ts";
import { launch } from "../test/support/browser.ts";
import { serve } from "../test/support/served.ts";
import { signIn } from "../test/support/signed-in.ts";
import { useFonts } from "./screenshots/fonts.ts";
import { liveThroughAnHour } from "./screenshots/past.ts";
import { setPresent } from "./screenshots/present.ts";

const OUT = join(import.meta.dir, "../../../docs/images/dashboard");
const SIZES = { wide: { width: 1_360, height: 900 }, narrow: { width: 390, height: 844 } };

interface Shot {
  readonly name: string;
  readonly path: string;
  /** What is waited for: then the page is there. */
  readonly shows: string;
  readonly prepare?: (page: Page) => Promise<void>;
}

const SHOTS: readonly Shot[] = [
  { name: "overview", path: "/", shows: "sync-warehouse" },
  { name: "jobs", path: "/jobs", shows: "thumb-cover" },
  { name: "job-running", path: "/jobs/transcode-lecture-12", shows: "moved by 1 ms" },
  { name: "job-dead", path: "/jobs/import-customers", shows: "is empty" },
  {
    name: "dlq",
    path: "/dlq",
    shows: "import-customers",
    prepare: async (page) => {
      for (const box of await page.getByRole("checkbox", { name: /^Select mail/ }).all()) {
        if ((await page.getByRole("checkbox", { checked: true }).count()) < 3) await box.check();
      }
    },
  },
  { name: "queues", path: "/queues", shows: "nightly" },
  { name: "runners", path: "/runners", shows: "transcode-lecture-12" },
  { name: "config", path: "/config", shows: "max-retries" },
  {
    name: "enqueue",
    path: "/enqueue",
    shows: "What to execute",
    prepare: async (page) => {
      await page.getByRole("textbox", { name: "Command" }).fill("convert in.png -resize 50% out.jpg");
      await page.getByRole("textbox", { name: "Queue" }).fill("images");
      await page.getByRole("textbox", { name: "Timeout" }).fill("soon");
      await page.getByRole("button", { name: "Enqueue", exact: true }).click();
      await page.getByText("is not a duration").waitFor();
    },
  },
];

const wanted = process.argv[2];
await mkdir(OUT, { recursive: true });
using home = newHome();
await home.run("init");
await using served = await serve(home);

await using empty = await signIn(await launch(), served, { bypassCSP: true });
await useFonts(empty.context);
await take(empty.page, { name: "empty", path: "/", shows: "There are no jobs yet" }, "wide-light");

const store = await openSqliteStore(`${home.path}/.queuectl/queue.db`, { access: "write" });
await liveThroughAnHour(store, Date.now());
await using _runner = await startRunner(home, "--count", "4");
await setPresent(home);
await home.run("config", "set", "job-timeout", "30m");
const paused = await served.api("/queues/nightly/pause", { method: "POST", body: "{}" });
if (!paused.ok) throw new Error(await paused.text());

const browser = await launch();
for (const colorScheme of ["light", "dark"] as const) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    await using tab = await signIn(browser, served, { colorScheme, viewport, bypassCSP: true });
    await useFonts(tab.context);
    for (const shot of SHOTS) await take(tab.page, shot, `${size}-${colorScheme}`);
  }
}
const stranger = await browser.newPage({ viewport: SIZES.wide, bypassCSP: true, locale: "en-US" });
await useFonts(stranger.context());
await take(stranger, { name: "signed-out", path: "/", shows: "You are signed out" }, "wide-light");
await browser.close();
await empty.context.browser()?.close();

async function take(page: Page, { name, path, shows, prepare }: Shot, variant: string): Promise<void> {
  if (wanted !== undefined && wanted !== name) return;
  // The whole of the overview at once.
  if (name === "overview" && variant.startsWith("wide")) await page.setViewportSize({ ...SIZES.wide, height: 1_180 });
  else if (variant.startsWith("wide")) await page.setViewportSize(SIZES.wide);
  await page.goto(`${served.url}${path}`);
  await page.getByText(shows).filter({ visible: true }).first().waitFor();
  await prepare?.(page);
  // Charts draw in the frame after their data came.
  await page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))");
  await page.waitForTimeout(400);
  await page.screenshot({
    path: join(OUT, `${name}-${variant}.png`),
    fullPage: variant.startsWith("narrow") && name !== "jobs" && name !== "config",
  });
}
