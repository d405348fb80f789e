import { describe, expect, setDefaultTimeout, test } from "bun:test";
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { newHome } from "./program.ts";
import { killRunners, stateOf } from "./runner-process.ts";
import { until } from "./until.ts";

setDefaultTimeout(60_000);

const WRITER = new URL("./fixtures/log-writer.ts", import.meta.url).pathname;

function writer(path: string, maxBytes: number, name: string, lines: number) {
  const fd = openSync(path, "a", 0o600);
  const argv = [process.execPath, WRITER, path, String(maxBytes), name, String(lines)];
  const child = Bun.spawn(argv, { stdin: "ignore", stdout: "inherit", stderr: fd });
  closeSync(fd);
  return child;
}

function linesOf(path: string): string[] {
  return readFileSync(path, "utf8").split("\n").filter(Boolean);
}

describe("the log of detached runners", () => {
  test("turns over once for all that write to it, and loses no line", async () => {
    const dir = mkdtempSync(`${tmpdir()}/queuectl-log-`);
    try {
      const path = `${dir}/runner.log`;
      const names = ["a", "b", "c", "d"];
      // Each line takes 11 bytes: a file and a half in all, so that a second turn would lose some.
      const lines = 3_000;
      const maxBytes = (names.length * lines * 11) / 1.5;
      const writers = names.map((name) => writer(path, maxBytes, name, lines));
      expect(await Promise.all(writers.map(({ exited }) => exited))).toEqual([0, 0, 0, 0]);

      const written = [...linesOf(`${path}.1`), ...linesOf(path)];
      const numbers = Array.from({ length: lines }, (_, at) => String(at).padStart(8, "0"));
      const wanted = names.flatMap((name) => [...numbers, "end"].map((number) => `${name} ${number}`));
      expect(written.toSorted()).toEqual(wanted.toSorted());
      // The last word goes past the log's own way, and into the file that has its name all the same.
      expect(linesOf(path).at(-1)).toEndWith(" end");
    } finally {
      rmSync(dir, { recursive: true });
    }
  });

  test("of a real one is turned over at 10 MiB, and goes on at SIGHUP in a file of the same name; --quiet tells only of what went wrong", async () => {
    using home = newHome();
    await home.run("enqueue", "--id", "good", "--", "true");
    await home.run("enqueue", "--id", "bad", "--max-retries", "0", "--", "false");
    const log = `${home.path}/.queuectl/queue.db.d/runner.log`;
    await Bun.write(log, "before\n");
    truncateSync(log, 10 * 1_048_576);
    const { pid } = await home.json("worker", "start", "--detach", "--quiet");
    try {
      await until("both executed", async () => {
        return (await stateOf(home, "good")) === "completed" && (await stateOf(home, "bad")) === "dead";
      });
      await until("said", () => readFileSync(log, "utf8").includes("bad (attempt 1"));
      expect(statSync(`${log}.1`).size).toBe(10 * 1_048_576);
      expect(readFileSync(log, "utf8")).not.toContain("good");

      renameSync(log, `${log}.old`);
      process.kill(pid, "SIGHUP");
      await until("a new file", () => existsSync(log) && readFileSync(log, "utf8").includes("SIGHUP"));
      expect(await home.json("worker", "list")).toMatchObject([{ state: "running" }]);
      expect((await home.run("worker", "stop")).code).toBe(0);
      expect(readFileSync(log, "utf8")).toContain("stopped");
    } finally {
      await killRunners(home);
    }
  });
});
