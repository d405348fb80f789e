/** What holds for every page: nobody is kept out by how they see, and the first one is light to carry. */
import { beforeAll, expect, test } from "bun:test";
import type { Locator, Page } from "playwright-core";
import { seriousFindings } from "./support/accessibility.ts";
import { signIn } from "./support/signed-in.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
const MAX_FIRST_PAGE_BYTES = 150_000;
/** Each page, and what is waited for: then it is there. */
const PAGES = [
  ["/", "exit code 3"],
  ["/jobs", "later"],
  ["/jobs/busy", "at work"],
  ["/jobs/bad", "oops"],
  ["/dlq", "bad"],
  ["/queues", "nightly"],
  ["/runners", "busy"],
  ["/config", "max-retries"],
  ["/enqueue", "What to execute"],
] as const;

/** What a narrow page shows elsewhere is there twice, and seen once. */
function visibly(page: Page, text: string): Locator {
  return page.getByText(text).filter({ visible: true }).first();
}

/** How many pixels of a page cannot be seen without scrolling sideways: what is wide scrolls in a place of its own. */
function overhang(page: Page): Promise<number> {
  return page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
}

beforeAll(async () => {
  const { home } = stage;
  await stage.start("--count", "2");
  await home.run("enqueue", "--id", "ok", "--", "echo", "fine");
  await home.run("enqueue", "--id", "bad", "--max-retries", "0", "-c", "echo oops >&2; exit 3");
  await home.run("enqueue", "--id", "again", "--backoff-base", "60", "-c", "exit 4");
  await home.run("enqueue", "--id", "later", "--queue", "nightly", "--delay", "1h", "--", "true");
  await home.run("enqueue", "--id", "busy", "--", "sh", "-c", "echo at work; sleep 600");
});

test("the page is shown in a browser whose language is none", async () => {
  await using tab = await signIn(stage.browser, stage.served);
  // As Chromium says it where LANG is C.
  await tab.context.addInitScript(
    'Object.defineProperty(Navigator.prototype, "language", { get: () => "en-US@posix" })',
  );
  await tab.page.goto(stage.served.url);
  await visibly(tab.page, "exit code 3").waitFor();
  expect(tab.complaints).toEqual([]);
});

test("no command looks like another one by marks that turn the direction of writing", async () => {
  const turned = "rm \u{202e}txt.eton\u{202c} \u{1b}[2K";
  await stage.home.run("enqueue", "--id", "turned", "--delay", "1h", "--", "echo", turned);
  for (const path of ["/jobs", "/jobs/turned"]) {
    await stage.open(path);
    await visibly(stage.page, "rm \\u202etxt.eton\\u202c \\x1b[2K").waitFor();
    expect(await stage.page.content()).not.toContain("\u{202e}");
  }
});

test("a million jobs of one state leave room for those of the next, on a phone, too", async () => {
  await using tab = await signIn(stage.browser, stage.served, { viewport: { width: 360, height: 740 } });
  await tab.page.route("**/api/v1/status", async (route) => {
    const response = await route.fetch();
    const status = await response.json();
    await route.fulfill({
      response,
      json: { ...status, jobs: { ...status.jobs, scheduled: 1_234_567, pending: 99_999 } },
    });
  });
  // They would tell at once how many there are.
  await tab.page.route("**/api/v1/events", (route) => route.abort());
  await tab.page.goto(stage.served.url);
  await tab.page.locator(".state-count[title='1,234,567']").waitFor();
  const over = `[...document.querySelectorAll(".state")].filter((cell) => cell.scrollWidth > cell.clientWidth).length`;
  expect(await tab.page.evaluate(over)).toBe(0);
});

for (const [colorScheme, width] of [
  ["light", 1_280],
  ["dark", 1_280],
  ["light", 390],
] as const) {
  test.concurrent(`axe finds nothing serious on any page, ${colorScheme}, ${width} wide`, async () => {
    await using tab = await signIn(stage.browser, stage.served, { colorScheme, viewport: { width, height: 900 } });
    const { page } = tab;
    for (const [path, seen] of PAGES) {
      await page.goto(`${stage.served.url}${path}`);
      await visibly(page, seen).waitFor();
      expect({ path, findings: await seriousFindings(page) }).toEqual({ path, findings: [] });
      expect({ path, overhang: await overhang(page) }).toEqual({ path, overhang: 0 });
    }
    expect(tab.complaints).toEqual([]);
  });
}

test.concurrent("nothing is wider than the window, however wide that is", async () => {
  await using tab = await signIn(stage.browser, stage.served);
  const { page } = tab;
  for (const [path, seen] of PAGES) {
    await page.goto(`${stage.served.url}${path}`);
    await visibly(page, seen).waitFor();
    for (const width of [320, 639, 640, 959, 960, 1_100, 1_920]) {
      await page.setViewportSize({ width, height: 800 });
      expect({ path, width, overhang: await overhang(page) }).toEqual({ path, width, overhang: 0 });
    }
  }
});

test.concurrent("the first page is carried in at most 150 kB", async () => {
  await using tab = await signIn(stage.browser, stage.served);
  const page = await tab.context.newPage();
  const debug = await tab.context.newCDPSession(page);
  await debug.send("Network.enable");
  let bytes = 0;
  debug.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.goto(stage.served.url);
  await visibly(page, "exit code 3").waitFor();
  await page.getByRole("img", { name: /^Throughput/ }).waitFor();
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(MAX_FIRST_PAGE_BYTES);
});
