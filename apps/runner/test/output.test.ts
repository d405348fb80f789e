import { describe, expect, setDefaultTimeout, test } from "bun:test";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Scene, until } from "./scene.ts";

setDefaultTimeout(30_000);

describe("output", () => {
  test("is kept byte by byte, both streams, NUL and invalid UTF-8 included", async () => {
    await using scene = await Scene.open();
    await scene.enqueue({ id: "a", command: String.raw`printf 'a\0b\377\033[31m'; printf 'error\n' >&2` });
    await scene.drain();
    expect(await scene.output("a", "stdout")).toEqual(Buffer.from("a\0b\xff\x1b[31m", "latin1"));
    expect((await scene.output("a", "stderr")).toString()).toBe("error\n");
    expect((await scene.job("a")).last).toMatchObject({ stdoutBytes: 9, stderrBytes: 6 });
    expect(readdirSync(scene.spoolDir)).toEqual([]);
  });

  test("is stored while the job runs, in order, each piece with its time", async () => {
    await using scene = await Scene.open();
    const started = Date.now();
    const runner = await scene.runner();
    await scene.enqueue({
      id: "a",
      command: `echo one; until test -e ${scene.file("go")} -o ! -d ${scene.file("")}; do sleep 0.02; done; echo two`,
    });
    await until(async () => (await scene.output("a", "stdout")).toString() === "one\n");
    await Bun.write(scene.file("go"), "");
    await scene.ended("a");
    const chunks = await scene.store.output("a", { attempt: 1, limit: 10 });
    expect(chunks.map(({ offset, bytes }) => [offset, Buffer.from(bytes).toString()])).toEqual([
      [0, "one\n"],
      [4, "two\n"],
    ]);
    const [one, two] = chunks.map(({ at }) => at);
    expect(one).toBeGreaterThanOrEqual(started);
    expect(two).toBeGreaterThanOrEqual(one as number);
    runner.drain();
  });

  test("of a few hundred kilobytes is whole", async () => {
    await using scene = await Scene.open();
    await scene.enqueue({ id: "a", command: "seq 1 100000; seq 1 50000 >&2" });
    await scene.drain();
    const expected = (to: number) => `${Array.from({ length: to }, (_, at) => at + 1).join("\n")}\n`;
    expect((await scene.output("a", "stdout")).toString()).toBe(expected(100_000));
    expect((await scene.output("a", "stderr")).toString()).toBe(expected(50_000));
  });

  test("of 200 MB costs bounded disk and memory, and what was dropped is known to the byte", async () => {
    await using scene = await Scene.open({ "output-head": "64KiB", "output-tail": "256KiB" });
    const remote = await scene.remote({ id: "far" });
    const total = 200 * 1_048_576;
    const command = `yes 0123456789abcde | head -c ${total}; echo end; until test -e ${scene.file("go")} -o ! -d ${scene.file("")}; do sleep 0.05; done`;
    await scene.enqueue({ id: "a", command });
    const disk = { peak: 0 };
    await until(async () => {
      disk.peak = Math.max(disk.peak, spooledBytes(scene.spoolDir));
      return ((await scene.job("a")).last?.stdoutBytes ?? 0) === total + 4;
    });
    const memory = Number(/VmHWM:\s+(\d+) kB/.exec(await Bun.file(`/proc/${remote.process.pid}/status`).text())?.[1]);
    // Given back while the job still runs: what is kept of the end lies in at most two files of 4 MiB.
    expect(spooledBytes(scene.spoolDir)).toBeLessThanOrEqual(2 * 4 * 1_048_576);
    await Bun.write(scene.file("go"), "");
    expect(await scene.ended("a")).toMatchObject({ state: "completed", last: { stdoutBytes: total + 4 } });

    const chunks = await scene.store.output("a", { attempt: 1, limit: 10_000 });
    const kept = chunks.reduce((sum, { bytes }) => sum + bytes.length, 0);
    expect(kept).toBeGreaterThanOrEqual(64 * 1_024 + 256 * 1_024);
    expect(kept).toBeLessThan(64 * 1_024 + 512 * 1_024);
    expect(chunks.some(({ bytes }) => bytes.includes(0))).toBe(false);
    expect(Buffer.concat(chunks.map(({ bytes }) => bytes)).toString()).toEndWith("0123456789abcde\nend\n");
    expect(disk.peak).toBeLessThan(total);
    expect(memory).toBeLessThan(250_000);
  });

  test("begins again when the job truncates its own stdout", async () => {
    await using scene = await Scene.open();
    const runner = await scene.runner();
    await scene.enqueue({
      id: "a",
      command: `echo before; until test -e ${scene.file("go")} -o ! -d ${scene.file("")}; do sleep 0.02; done; : > /dev/stdout; echo new`,
    });
    await until(async () => (await scene.output("a", "stdout")).toString() === "before\n");
    await Bun.write(scene.file("go"), "");
    expect(await scene.ended("a")).toMatchObject({ last: { stdoutBytes: 11 } });
    expect((await scene.output("a", "stdout")).toString()).toBe("before\nnew\n");
    runner.drain();
  });
});

test("spool files that no attempt needs any more are removed at the next start", async () => {
  await using scene = await Scene.open();
  await Bun.write(join(scene.spoolDir, "1.1.abc.out.0"), "orphan");
  await Bun.write(join(scene.spoolDir, "gone.executing"), "1.1.abc pipe:[1] pipe:[2]\n");
  await scene.runner();
  await until(() => readdirSync(scene.spoolDir).join() === "runner-1.executing");
});

/** What the spool takes on the disk, holes not counted. */
function spooledBytes(dir: string): number {
  let sum = 0;
  for (const name of readdirSync(dir)) {
    try {
      sum += statSync(join(dir, name)).blocks * 512;
    } catch {
      // Removed meanwhile.
    }
  }
  return sum;
}
