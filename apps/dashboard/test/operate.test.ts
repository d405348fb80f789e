/** The dashboard in a real Chromium, against the real program: many jobs at once, queues, runners, config. */
import { expect, test } from "bun:test";
import { until } from "../../cli/test/until.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
const { open, says, button, field, row, answer } = stage;

/** Enqueues through the command line, all in one transaction. */
async function enqueue(jobs: readonly Record<string, unknown>[]): Promise<void> {
  const { code } = await stage.home.runWith({ stdin: JSON.stringify(jobs) }, "enqueue", "-");
  expect(code).toBe(0);
}

test("some dead jobs are retried, then all of one queue, then the rest is purged", async () => {
  const { home, page } = stage;
  const dead = { command: "exit 7", max_retries: 0 };
  await enqueue(
    Array.from({ length: 12 }, (_, i) => ({ id: `dead-${i}`, queue: i < 6 ? "mail" : "reports", ...dead })),
  );
  const runner = await stage.start("--count", "2");
  await open("/dlq");
  for (const id of ["dead-0", "dead-11"]) await row(id).waitFor();
  // What is retried stays pending, since nobody is there to execute it.
  await stage.stop(runner);

  await page.getByLabel("Select dead-1", { exact: true }).check();
  await page.getByLabel("Select dead-2", { exact: true }).check();
  await button("Retry 2 jobs").click();
  await says("2 jobs retried").waitFor();

  await page.getByLabel("Queue").selectOption("reports");
  await page.waitForURL("**/dlq?queue=reports");
  await button("Retry all of reports…").click();
  await answer("Retry all 6");
  await says("6 jobs retried").waitFor();
  await says("No job of the queue reports is dead").waitFor();
  expect((await home.json("status")).jobs).toMatchObject({ pending: 8, dead: 4 });

  await open("/dlq");
  await button("Purge…").click();
  await field("Dead for longer than").fill("0");
  await answer("Count them");
  await answer("Purge 4 jobs");
  await says("4 dead jobs purged").waitFor();
  await says("No job is dead").waitFor();
  expect(await home.json("dlq", "list")).toEqual([]);
});

test("jobs are found by state, queue and id, and changed in bulk after a count", async () => {
  const { home, page } = stage;
  await enqueue(
    Array.from({ length: 120 }, (_, i) => ({ id: `bulk-${i}`, command: "true", queue: "bulk", delay: 3_600 })),
  );
  await open("/jobs?state=scheduled&queue=bulk");
  await row("bulk-119").waitFor();
  await page.getByRole("link", { name: "Next" }).click();
  await row("bulk-69").waitFor();
  await page.getByRole("link", { name: "Next" }).click();
  await row("bulk-19").waitFor();
  expect(await page.getByRole("row").count()).toBe(21);
  await page.getByRole("link", { name: "Previous" }).click();
  await row("bulk-69").waitFor();

  await page.getByLabel("Id begins with").fill("bulk-11");
  await row("bulk-110").waitFor();
  expect(new URL(page.url()).searchParams.get("id")).toBe("bulk-11");
  await page.goBack();

  await open("/jobs?state=scheduled&queue=bulk");
  await button("Cancel all jobs that match").click();
  await answer("Cancel 120 jobs");
  await says("120 jobs cancelled").waitFor();
  await says("No job matches").waitFor();
  expect((await home.json("list", "--state", "cancelled", "--limit", "500")).length).toBe(120);
});

test("a queue is paused and goes on", async () => {
  const { home } = stage;
  await open("/queues");
  await button("Pause bulk").click();
  await says("bulk is paused").waitFor();
  await row("bulk").getByText("paused").waitFor();
  const paused = async () =>
    (await home.json("status")).queues.find(({ name }: { name: string }) => name === "bulk").paused;
  expect(await paused()).toBe(true);
  await button("Resume bulk").click();
  await row("bulk").getByText("open").waitFor();
  expect(await paused()).toBe(false);
});

test("a setting is checked while it is written, stored, and reset", async () => {
  const { home } = stage;
  await open("/config");
  await field("max-retries").fill("many");
  await says("use a whole number from 0").waitFor();
  await field("max-retries").fill("7");
  await button("Save").click();
  await says("max-retries is 7").waitFor();
  expect(await home.json("config", "get", "max-retries")).toEqual({ "max-retries": 7 });
  await button("Reset max-retries").click();
  await says("max-retries is back to 3").waitFor();
  expect(await home.json("config", "get", "max-retries")).toEqual({ "max-retries": 3 });
});

test("workers are started, seen at work, and stopped", async () => {
  const { home, page } = stage;
  await open("/runners");
  await field("Workers").fill("2");
  await field("Queues").fill("work");
  await button("Start a runner").click();
  await says("is started with 2 workers").waitFor();
  await home.run("enqueue", "--id", "at-work", "--queue", "work", "--", "sleep", "600");
  await row("at-work").waitFor();
  await says("1 of 2 workers busy").waitFor();

  await button(/^Stop now: runner-/).click();
  await answer("Stop it now");
  await says("No runner is registered").waitFor();
  await until("the job is given back", async () => (await home.json("show", "at-work")).state === "pending");
  expect(await page.getByRole("heading", { level: 2 }).count()).toBe(0);
});
