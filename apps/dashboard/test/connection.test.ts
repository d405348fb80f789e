/** The dashboard in a real Chromium: several tabs, a line that is cut, and hands that stay on the keyboard. */
import { expect, test } from "bun:test";
import { until } from "../../cli/test/until.ts";
import { newLine } from "./support/line.ts";
import { serve } from "./support/served.ts";
import { signIn } from "./support/signed-in.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
const { open, button, row } = stage;

test("what one tab does, the other shows by itself", async () => {
  const { page } = stage;
  const other = await page.context().newPage();
  await other.goto(`${stage.served.url}/jobs`);
  await other.getByText("There are no jobs yet").waitFor();

  await open("/enqueue");
  await stage.field("Id").fill("shared");
  await stage.field("Command").fill("true");
  await button("Enqueue").click();
  await page.getByRole("heading", { name: /shared.*pending/ }).waitFor();
  await other.getByRole("link", { name: "shared" }).waitFor();

  await other.getByRole("link", { name: "shared" }).click();
  await other.getByRole("button", { name: "Cancel", exact: true }).click();
  await page.getByRole("heading", { name: /shared.*cancelled/ }).waitFor();
  await other.close();
});

test("rows that somebody points at stay where they are, until they are let go", async () => {
  const { home } = stage;
  await open("/jobs");
  await row("shared").hover();
  await home.run("enqueue", "--id", "newer", "--delay", "1h", "--", "true");
  await button("There are newer jobs: show them").waitFor();
  expect(await row("newer").count()).toBe(0);
  await button("There are newer jobs: show them").click();
  await row("newer").waitFor();
});

test("a line that is cut is told of, and what was missed is there when it is back", async () => {
  await using line = await newLine();
  await using served = await serve(stage.home, "--allow-host", line.host);
  line.lead(Number(new URL(served.url).port));
  const signInLink = async () => served.signInUrl.replace(new URL(served.url).host, line.host);
  await using tab = await signIn(stage.browser, { signInLink });
  const { page } = tab;
  await page.goto(`http://${line.host}/jobs`);
  await page.getByText("Live", { exact: true }).waitFor();
  await page.getByRole("link", { name: "newer" }).waitFor();

  line.cut();
  await page.getByText("Connection lost").waitFor();
  await stage.home.run("enqueue", "--id", "missed", "--delay", "1h", "--", "true");
  expect(await page.getByRole("link", { name: "missed" }).count()).toBe(0);
  expect(await page.getByRole("link", { name: "newer" }).count()).toBe(1);

  line.mend();
  await page.getByText("Live", { exact: true }).waitFor();
  await page.getByRole("link", { name: "missed" }).waitFor();
});

test("nothing looks as if it were of now while the server stands still", async () => {
  const runner = await stage.start("--queue", "nowhere");
  await using served = await serve(stage.home);
  await using tab = await signIn(stage.browser, served);
  const { page } = tab;
  await page.clock.install();
  await page.goto(served.url);
  await page.getByText("Live", { exact: true }).waitFor();
  await page.getByText("Healthy", { exact: true }).waitFor();
  expect(await page.evaluate(IN_GREEN)).toContainEqual(expect.stringContaining("answer good"));

  served.signal("SIGSTOP");
  try {
    await page.clock.fastForward(25_000);
    await page.getByText("Connection lost; trying again. What you see is of").waitFor();
    expect(await page.locator(".answer .word").allTextContents()).toEqual(Array(4).fill("Not known"));
    expect(await page.getByText(/^at \d.*: Healthy$/).count()).toBe(1);
    expect(await page.evaluate(IN_GREEN)).toEqual([]);
    expect(await page.getByText("now", { exact: true }).count()).toBe(0);
  } finally {
    served.signal("SIGCONT");
  }
  await page.getByText("Live", { exact: true }).waitFor();
  await page.getByText("Healthy", { exact: true }).waitFor();
  await stage.stop(runner);
});

/** What is shown in the colour of what is well: text, edge or ground. */
const IN_GREEN = `(() => {
  const probe = document.body.appendChild(document.createElement("span"));
  probe.style.color = "var(--good)";
  const green = getComputedStyle(probe).color;
  probe.remove();
  const wears = (element) => {
    const { color, borderTopColor, borderTopWidth, backgroundColor } = getComputedStyle(element);
    return color === green || backgroundColor === green || (borderTopColor === green && borderTopWidth !== "0px");
  };
  return [...document.body.querySelectorAll("*")].filter(wears).map((each) => each.className || each.tagName);
})()`;

test("a session that ends leads back to the way in", async () => {
  await using tab = await signIn(stage.browser, stage.served);
  await tab.page.getByRole("button", { name: "Sign out" }).click();
  await tab.page.getByRole("heading", { name: "You are signed out" }).waitFor();
  await tab.page.reload();
  await tab.page.getByRole("heading", { name: "You are signed out" }).waitFor();
});

test("a server that is read-only shows everything and offers nothing", async () => {
  await using served = await serve(stage.home, "--read-only");
  // Not even a link to sign in is drawn there, but for the one that it prints.
  await using tab = await signIn(stage.browser, { signInLink: async () => served.signInUrl });
  const { page } = tab;
  await page.getByText("nothing can be changed here").waitFor();
  await page.goto(`${served.url}/jobs`);
  await page.getByRole("link", { name: "newer" }).waitFor();
  await page.getByText("nothing can be changed here").waitFor();
  expect(await page.getByRole("checkbox").count()).toBe(0);
  await page.getByRole("link", { name: "newer" }).click();
  await page.getByRole("heading", { name: /newer.*scheduled/ }).waitFor();
  expect(await page.getByRole("main").getByRole("button").count()).toBe(0);
  expect(await page.getByRole("link", { name: "Enqueue" }).count()).toBe(0);
});

test("everything is within reach of the keyboard", async () => {
  const { page } = stage;
  await open("/");
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  await page.keyboard.press("Tab");
  expect(await page.locator(":focus").textContent()).toBe("Skip to the content");
  await page.keyboard.press("?");
  await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });

  await page.keyboard.press("g");
  await page.keyboard.press("j");
  await page.getByRole("heading", { name: "Jobs", exact: true }).waitFor();
  // Not at once: the page is focused after it is shown.
  await page.locator("h1:focus").waitFor();
  await page.getByLabel("Id begins with").waitFor();
  await page.keyboard.press("/");
  await page.locator("input[type=search]:focus").waitFor();
  await page.keyboard.type("mis");
  await until("the address", () => new URL(page.url()).searchParams.get("id") === "mis");
  await row("missed").waitFor();
  await page.goBack();
  await page.getByRole("link", { name: "newer" }).waitFor();
});
