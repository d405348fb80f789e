/** The dashboard in a real Chromium, against the real program: a job's life, from the form to its end. */
import { expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { setStage } from "./support/stage.ts";

const stage = setStage();
const { open, says, button, field, row } = stage;

test("whoever is signed out is told how to get in, and a link lets one browser in, once", async () => {
  const { served, browser } = stage;
  const stranger = await browser.newContext({ locale: "en-US" });
  const page = await stranger.newPage();
  await page.goto(served.url);
  await page.getByRole("heading", { name: "You are signed out" }).waitFor();
  await page.getByText("queuectl web", { exact: true }).waitFor();

  const link = served.signInUrl;
  await page.goto(link);
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  expect(page.url()).toBe(`${served.url}/`);

  // The link in the history leads back for whoever is signed in by it, and nobody else in.
  await page.goto(link);
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  await stranger.clearCookies();
  await page.goto(link);
  await page.getByRole("heading", { name: "You are signed out" }).waitFor();
  await stranger.close();
});

test("an empty store says what to do next", async () => {
  await open("/");
  await says("There are no jobs yet").waitFor();
  await says("queuectl enqueue -- echo hello").waitFor();
  await says("At rest").waitFor();
  await open("/runners");
  await says("No runner is registered").waitFor();
  await open("/dlq");
  await says("No job is dead").waitFor();
  await open("/jobs?state=dead");
  await says("No job matches").waitFor();
  await open("/jobs/nobody");
  await says("There is no job nobody").waitFor();
});

test("the form says at the field what is wrong, by the rules of the command line", async () => {
  await open("/enqueue");
  await button("Enqueue").click();
  await says("it is empty: say what to execute").waitFor();
  expect(await field("Command").getAttribute("aria-invalid")).toBe("true");
  expect(await stage.page.locator("textarea:focus").getAttribute("name")).toBe("command");

  await field("Command").fill("echo hi");
  await field("Id").fill("no good");
  await says(`"no good" is not a valid name`).waitFor();
  await field("Id").fill("taken");
  await field("Timeout").fill("soon");
  await says(`"soon" is not a duration`).waitFor();
  await field("Timeout").fill("");

  await stage.home.run("enqueue", "--id", "taken", "--delay", "1h", "--", "true");
  await button("Enqueue").click();
  await says("a job with the id taken exists already").waitFor();
  expect(new URL(stage.page.url()).pathname).toBe("/enqueue");
});

test("a job is enqueued, watched while it runs, and read as text whatever it writes", async () => {
  const { home, page } = stage;
  await stage.start("--count", "2");
  await open("/enqueue");
  await field("Id").fill("watched");
  const wait = "while [ ! -e go ]; do sleep 0.05; done";
  await field("Command").fill(`echo '<img src=x onerror=alert(1)>'; echo warn >&2; ${wait}; echo "the end"`);
  await page.getByText("Directory, environment, backoff").click();
  await field("Directory").fill(home.path);
  await button("Enqueue").click();

  await page.waitForURL("**/jobs/watched");
  const output = page.getByRole("region", { name: "Output of the job" });
  await output.getByText("<img src=x onerror=alert(1)>").waitFor();
  await output.getByText("warn").waitFor();
  await page.getByRole("heading", { name: /watched.*processing/ }).waitFor();
  expect(await output.locator("img").count()).toBe(0);

  writeFileSync(`${home.path}/go`, "");
  await output.getByText("the end").waitFor();
  await page.getByRole("heading", { name: /watched.*completed/ }).waitFor();
  await page.getByRole("cell", { name: "exit code 0" }).waitFor();

  await page.getByPlaceholder("Search the output").fill("END");
  await says("1 of 1").waitFor();
  expect(await output.locator("mark").allTextContents()).toEqual(["end"]);
  await page.getByLabel("Stream").selectOption("stderr");
  await says("no match").waitFor();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download stdout" }).click();
  expect(await Bun.file(await (await download).path()).text()).toContain("the end");
});

test("a job fails, dies, and is retried from the dead letter queue once its cause is mended", async () => {
  const { home, page } = stage;
  await home.run("enqueue", "--id", "broken", "--max-retries", "0", "-c", `test -e ${home.path}/mended`);
  await open("/");
  await page.getByRole("link", { name: "broken" }).waitFor();
  await says("exit code 1").waitFor();

  await page.getByRole("link", { name: /^Dead letter queue/ }).click();
  await row("broken").waitFor();
  writeFileSync(`${home.path}/mended`, "");
  await button("Retry broken").click();
  await says("broken is pending again").waitFor();
  await page.getByRole("link", { name: "broken" }).click();
  await page.getByRole("heading", { name: /broken.*completed/ }).waitFor();
  expect(await page.getByRole("row").filter({ hasText: "exit code" }).count()).toBe(2);

  await page.getByRole("combobox", { name: "Attempt" }).selectOption("1");
  await says("It wrote nothing").waitFor();
});

test("a job that runs is cancelled, then deleted", async () => {
  await stage.home.run("enqueue", "--id", "endless", "--", "sleep", "600");
  await open("/jobs/endless");
  await stage.page.getByRole("heading", { name: /endless.*processing/ }).waitFor();
  await button("Cancel").click();
  await stage.page.getByRole("heading", { name: /endless.*cancelled/ }).waitFor();
  await button("Delete").click();
  await stage.answer("Delete it");
  await stage.page.waitForURL("**/jobs");
  expect((await stage.home.run("show", "endless")).code).toBe(4);
});
