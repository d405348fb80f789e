import { expect, setDefaultTimeout, test } from "bun:test";
import { Scene, until } from "./scene.ts";

setDefaultTimeout(30_000);

test("while the store is locked, nothing that ended is forgotten; then the runner resumes", async () => {
  await using scene = await Scene.open();
  await scene.enqueue(
    {
      id: "a",
      command: `until test -e ${scene.file("go")} -o ! -d ${scene.file("")}; do sleep 0.02; done; echo done; exit 3`,
      maxRetries: 0,
    },
    { id: "b", command: `until test -e ${scene.file("go")} -o ! -d ${scene.file("")}; do sleep 0.02; done` },
    { id: "c", command: "true" },
  );
  const remote = await scene.remote({ id: "far", workers: 2, untilEmpty: true });
  await Promise.all([scene.started("a"), scene.started("b")]);

  const { Database } = await import("bun:sqlite");
  const db = new Database(scene.path);
  db.run("BEGIN IMMEDIATE");
  await Bun.write(scene.file("go"), "");
  // Longer than the runner's store waits for a lock.
  await until(() => remote.events.some(({ type }) => type === "store-trouble"));
  db.run("ROLLBACK");
  db.close();

  expect(await remote.process.exited).toBe(0);
  expect(remote.events.map(({ type }) => type)).toContain("store-recovered");
  expect(await scene.job("a")).toMatchObject({ state: "dead", attempts: 1, last: { exitCode: 3 } });
  for (const id of ["b", "c"]) expect(await scene.job(id)).toMatchObject({ state: "completed", attempts: 1 });
  expect((await scene.output("a", "stdout")).toString()).toBe("done\n");
});
