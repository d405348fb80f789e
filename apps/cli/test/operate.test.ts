import { expect, test } from "bun:test";
import { COMPLETED, DEAD, execute } from "./execute.ts";
import { type Home, newHome } from "./program.ts";
import { openTerminal } from "./runner-process.ts";

async function homeWith(...ids: string[]): Promise<Home> {
  const home = newHome();
  await home.run("enqueue", JSON.stringify(ids.map((id) => ({ id, command: "x" }))));
  return home;
}

async function states(home: Home): Promise<Record<string, string>> {
  const jobs: { id: string; state: string }[] = await home.json("list");
  return Object.fromEntries(jobs.map(({ id, state }) => [id, state]));
}

test.concurrent("several ids are all tried; the exit code is the first failure's", async () => {
  using home = await homeWith("a", "b", "done");
  await home.run("cancel", "b");
  await execute(home, (job) => (job.id === "done" ? COMPLETED : null));
  await home.run("enqueue", "--id", "c", "--", "x");
  expect(await home.run("cancel", "nowhere", "done", "c", "b")).toEqual({
    stdout: "✓ cancelled c\n✓ cancelled b\n",
    stderr: expect.stringMatching(/^queuectl: there is no job nowhere\n.*\nqueuectl: done is completed; only /),
    code: 4,
  });
  expect((await home.run("cancel", "done", "nowhere")).code).toBe(3);
});

test.concurrent("ids come from standard input, too", async () => {
  using home = await homeWith("a", "b", "c");
  const { stdout, code } = await home.runWith({ stdin: "a\n b\n\n" }, "cancel", "-", "--json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject([
    { id: "a", state: "cancelled" },
    { id: "b", state: "cancelled" },
  ]);
  expect((await home.runWith({ stdin: "" }, "cancel", "-", "--json")).stdout).toBe("[]\n");
  expect(await home.json("delete", "c")).toEqual({ id: "c", deleted: true });
  expect(await states(home)).toEqual({ a: "cancelled", b: "cancelled" });
});

test.concurrent("an id may begin with a dash", async () => {
  using home = await homeWith("-rf");
  expect((await home.run("cancel", "--", "-rf")).stdout).toBe("✓ cancelled -rf\n");
});

test.concurrent("a job that executes is cancelled by its runner; without one nobody waits for ever", async () => {
  using home = await homeWith("a");
  await execute(home, () => null);
  expect(await home.run("cancel", "a", "--no-wait")).toMatchObject({ stdout: "cancelling a\n", code: 0 });
  const waited = await home.run("cancel", "a");
  expect(waited).toMatchObject({ stdout: "", code: 1 });
  expect(waited.stderr).toStartWith("queuectl: a is to be cancelled, but no runner is alive that could end it\n");
  expect((await home.run("delete", "a")).code).toBe(3);
  expect((await home.run("delete", "a", "--force")).code).toBe(1);
  expect(await states(home)).toEqual({ a: "processing" });
});

test.concurrent("retry and delete do what the state allows", async () => {
  using home = await homeWith("good", "bad");
  await execute(home, (job) => (job.id === "good" ? COMPLETED : DEAD));
  expect(await home.run("retry", "good")).toEqual({ stdout: "✓ good is pending again\n", stderr: "", code: 0 });
  expect(await home.run("dlq", "retry", "good")).toMatchObject({ stdout: "", code: 3 });
  expect(await home.json("dlq", "retry", "bad")).toMatchObject({ id: "bad", state: "pending", attempts: 0 });
  expect(await home.run("delete", "good", "bad", "--force")).toMatchObject({
    stdout: "✓ deleted good\n✓ deleted bad\n",
  });
  expect(await states(home)).toEqual({});
});

test.concurrent("the dead letter queue is retried and purged as a whole", async () => {
  using home = await homeWith("a", "b", "good");
  await execute(home, (job) => (job.id === "good" ? COMPLETED : DEAD));
  expect((await home.run("dlq", "retry", "--all")).stdout).toBe("✓ 2 jobs are pending again\n");
  await execute(home, () => DEAD);
  expect(await home.json("dlq", "purge", "--older-than", "1h", "--yes")).toEqual({ deleted: 0 });
  expect((await home.run("dlq", "purge", "--yes")).stdout).toBe("✓ deleted 2 dead jobs\n");
  expect(await home.json("dlq", "retry", "--all")).toEqual({ retried: 0 });
  expect(await states(home)).toEqual({ good: "completed" });
});

test.concurrent("what died is not purged by a slip: it is counted first, and has to be meant", async () => {
  using home = newHome();
  const jobs = ["a", "b", "m"].map((id) => ({ id, command: "x", queue: id === "m" ? "mail" : "default" }));
  await home.run("enqueue", JSON.stringify(jobs));
  await execute(home, () => DEAD);
  for (const command of [
    ["dlq", "purge"],
    ["prune", "--state", "dead"],
  ]) {
    expect(await home.run(...command)).toEqual({
      stdout: "",
      stderr: "queuectl: this would delete 3 dead jobs for good\n  if that is meant: --yes; only to count: --dry-run\n",
      code: 2,
    });
  }
  expect(await home.json("dlq", "purge", "--dry-run", "--yes")).toEqual({ deleted: 0, would_delete: 3 });
  expect((await home.run("dlq", "purge", "--queue", "mail", "--yes")).stdout).toBe(
    "✓ deleted 1 dead job of queue mail\n",
  );
  expect(await states(home)).toEqual({ a: "dead", b: "dead" });

  expect(await home.run("dlq", "retry", "a", "--queue", "mail")).toMatchObject({ stdout: "", code: 2 });
  expect(await home.json("dlq", "retry", "--all", "--queue", "mail")).toEqual({ retried: 0 });
  expect(await home.json("dlq", "retry", "--all", "--queue", "default")).toEqual({ retried: 2 });
  expect(await states(home)).toEqual({ a: "pending", b: "pending" });
});

test.concurrent("somebody at a terminal is asked before what died is purged", async () => {
  using home = await homeWith("a", "b");
  await execute(home, () => DEAD);
  for (const [answer, code, said] of [
    ["\n", 1, "nothing was deleted"],
    ["n\n", 1, "nothing was deleted"],
    ["\u0004", 1, "nothing was deleted"],
    ["y\n", 0, "deleted 2 dead jobs"],
  ] as const) {
    await using terminal = openTerminal(home, "dlq", "purge");
    await terminal.shows("delete 2 dead jobs for good? [y/N]");
    terminal.type(answer);
    await terminal.shows(said);
    expect(await terminal.exited).toBe(code);
  }
  expect(await states(home)).toEqual({});
});

test.concurrent("prune leaves the dead and the young", async () => {
  using home = await homeWith("good", "bad", "gone");
  await home.run("cancel", "gone");
  await execute(home, (job) => (job.id === "good" ? COMPLETED : DEAD));
  await home.run("enqueue", "--id", "waits", "--", "x");
  expect(await home.json("prune", "--older-than", "1h")).toEqual({ deleted: 0 });
  expect(await home.json("prune", "--dry-run")).toEqual({ deleted: 0, would_delete: 2 });
  expect((await home.run("prune", "--state", "cancelled")).stdout).toBe("✓ deleted 1 cancelled job\n");
  await home.run("config", "set", "retention", "1h");
  expect(await home.json("prune")).toEqual({ deleted: 0 });
  expect((await home.run("prune", "--older-than", "0")).stdout).toBe("✓ deleted 1 completed or cancelled job\n");
  expect(await states(home)).toEqual({ bad: "dead", waits: "pending" });
});
