import { afterAll, afterEach, beforeAll, expect, setDefaultTimeout } from "bun:test";
import type { Browser, Locator, Page } from "playwright-core";
import { type Home, newHome } from "../../../cli/test/program.ts";
import { type RunnerProcess, startRunner } from "../../../cli/test/runner-process.ts";
import { launch } from "./browser.ts";
import { type Served, serve } from "./served.ts";
import { type SignedIn, signIn } from "./signed-in.ts";

setDefaultTimeout(60_000);

/** What the tests of a file share: a store, the program that serves it, and a browser that is signed in. */
export interface Stage {
  readonly home: Home;
  readonly served: Served;
  readonly browser: Browser;
  readonly page: Page;
  /** Starts a runner that ends with the tests at the latest. */
  start(...args: string[]): Promise<RunnerProcess>;
  /** Asks it to stop and waits until it is gone. */
  stop(runner: RunnerProcess): Promise<void>;
  open(path: string): Promise<void>;
  /** The first element that says so. */
  says(words: string | RegExp): Locator;
  button(name: string | RegExp): Locator;
  field(label: string): Locator;
  /** The table row of a job. */
  row(id: string): Locator;
  /** Answers the dialog that is open. */
  answer(verb: string | RegExp): Promise<void>;
}

/** Sets the stage before the first test of a file and clears it after the last. */
export function setStage(): Stage {
  let home: Home;
  let served: Served;
  let browser: Browser;
  let tab: SignedIn;
  const runners: RunnerProcess[] = [];

  beforeAll(async () => {
    home = newHome();
    await home.run("init");
    [served, browser] = await Promise.all([serve(home), launch()]);
    tab = await signIn(browser, served);
  });
  afterEach(() => {
    // Whatever a page shows, no script of it may fail and its policy may refuse nothing.
    expect(tab.complaints).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    for (const runner of runners) await runner[Symbol.asyncDispose]();
    await served?.stop();
    home?.[Symbol.dispose]();
  });

  return {
    get home() {
      return home;
    },
    get served() {
      return served;
    },
    get browser() {
      return browser;
    },
    get page() {
      return tab.page;
    },
    async start(...args) {
      const runner = await startRunner(home, ...args);
      runners.push(runner);
      return runner;
    },
    async stop(runner) {
      runner.signal("SIGTERM");
      await runner.exited;
    },
    open: async (path) => void (await tab.page.goto(`${served.url}${path}`)),
    says: (words) => tab.page.getByText(words).filter({ visible: true }).first(),
    button: (name) => tab.page.getByRole("button", { name, exact: typeof name === "string" }),
    field: (label) => tab.page.getByRole("textbox", { name: label, exact: true }),
    row: (id) => tab.page.getByRole("row").filter({ has: tab.page.getByRole("link", { name: id, exact: true }) }),
    answer: (verb) => tab.page.getByRole("dialog").getByRole("button", { name: verb }).click(),
  };
}
