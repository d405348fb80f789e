import { expect, setDefaultTimeout, test } from "bun:test";
import { closeSync, openSync } from "node:fs";
import { Scene } from "./scene.ts";

setDefaultTimeout(30_000);

/** The soft limit of this process, as a child would inherit it now. */
const own = () => Bun.spawnSync(["/bin/sh", "-c", "ulimit -Sn"]).stdout.toString().trim();

test("jobs have their own soft limit of descriptors, however many are started at once, and the runner keeps its own", async () => {
  await using scene = await Scene.open();
  const before = own();
  const ids = Array.from({ length: 60 }, (_, at) => `job-${at}`);
  await scene.enqueue(...ids.map((id) => ({ id, command: "ulimit -Sn" })));
  await scene.drain({ workers: 4, descriptors: 700 });
  const limits = await Promise.all(ids.map(async (id) => String(await scene.output(id, "stdout"))));
  expect(new Set(limits)).toEqual(new Set(["700\n"]));
  expect(own()).toBe(before);
});

test.skipIf(process.platform !== "linux")(
  "a runner with more descriptors open than a job may have starts jobs, and limits them",
  async () => {
    await using scene = await Scene.open();
    const open = Array.from({ length: 300 }, () => openSync("/dev/null", "r"));
    try {
      await scene.enqueue({ id: "a", command: "sleep 0.1; ulimit -Sn" });
      await scene.drain({ descriptors: 256 });
    } finally {
      for (const fd of open) closeSync(fd);
    }
    expect(String(await scene.output("a", "stdout"))).toBe("256\n");
  },
);
