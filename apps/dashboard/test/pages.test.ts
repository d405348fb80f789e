/** What holds for every page: nobody is kept out by how they see, and the first one is light to carry. */
import { beforeAll, expect, test } from "bun:test";
import { seriousFindings } from "./support/accessibility.ts";
import { signIn } from "./support/signed-in.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
const MAX_FIRST_PAGE_BYTES = 150_000;

beforeAll(async () => {
  const { home } = stage;
  await stage.start("--count", "2");
  await home.run("enqueue", "--id", "ok", "--", "echo", "fine");
  await home.run("enqueue", "--id", "bad", "--max-retries", "0", "-c", "echo oops >&2; exit 3");
  await home.run("enqueue", "--id", "again", "--backoff-base", "60", "-c", "exit 4");
  await home.run("enqueue", "--id", "later", "--queue", "nightly", "--delay", "1h", "--", "true");
  await home.run("enqueue", "--id", "busy", "--", "sh", "-c", "echo at work; sleep 600");
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const viewport of [
    { width: 1_280, height: 900 },
    { width: 390, height: 844 },
  ]) {
    test(`axe finds nothing serious on any page, ${colorScheme}, ${viewport.width} wide`, async () => {
      await using tab = await signIn(stage.browser, stage.served, { colorScheme, viewport });
      const { page } = tab;
      for (const [path, seen] of [
        ["/", "exit code 3"],
        ["/jobs", "later"],
        ["/jobs/busy", "at work"],
        ["/jobs/bad", "oops"],
        ["/dlq", "bad"],
        ["/queues", "nightly"],
        ["/runners", "busy"],
        ["/config", "max-retries"],
        ["/enqueue", "What to execute"],
        ["/nowhere", ""],
      ] as const) {
        await page.goto(`${stage.served.url}${path}`);
        if (seen === "") continue;
        await page.getByText(seen).first().waitFor();
        expect({ path, findings: await seriousFindings(page) }).toEqual({ path, findings: [] });
        // Nothing may be wider than the window: what is, scrolls in a place of its own.
        const overhang = await page.evaluate("document.documentElement.scrollWidth - window.innerWidth");
        expect({ path, overhang }).toEqual({ path, overhang: 0 });
      }
      expect(tab.complaints).toEqual([]);
    });
  }
}

test("the first page is carried in at most 150 kB", async () => {
  await using tab = await signIn(stage.browser, stage.served);
  const page = await tab.context.newPage();
  const debug = await tab.context.newCDPSession(page);
  await debug.send("Network.enable");
  let bytes = 0;
  debug.on("Network.loadingFinished", ({ encodedDataLength }) => {
    bytes += encodedDataLength;
  });
  await page.goto(stage.served.url);
  await page.getByText("exit code 3").first().waitFor();
  await page.getByRole("img", { name: /^Throughput/ }).waitFor();
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(MAX_FIRST_PAGE_BYTES);
});
