/** What commands do where there is no store: those that only look, or change what is there, make nothing. */
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { main } from "../src/main.ts";
import { io } from "./world.ts";

let home = "";
beforeEach(() => {
  home = mkdtempSync(`${tmpdir()}/queuectl-missing-`);
});
afterEach(() => rmSync(home, { recursive: true }));

const MISSING = 4;

/** Runs one command; resolves to its exit code, its answer, and all files that there are then. */
async function run(line: string, env: Record<string, string> = {}) {
  const world = io({ HOME: home, ...env });
  const code = await main(line.split(" "), world);
  const files = readdirSync(home, { recursive: true }).map(String);
  return { code, stdout: world.stdout.text, stderr: world.stderr.text, files };
}

const LOOKS = ["list", "status", "queue list", "worker list", "dlq list", "config get", "prune", "worker stop"];
const LOOKS_FOR_ONE = [
  "show job1",
  "logs job1",
  "logs --follow job1",
  "cancel job1",
  "retry job1",
  "delete job1",
  "dlq show job1",
  "queue pause mail",
];
const WAITS = ["status --watch", "web --read-only"];
const MAKES = ["init", "enqueue -- true", "config set max-retries 5"];

describe("at a place that somebody named", () => {
  test.each([...LOOKS, ...LOOKS_FOR_ONE, ...WAITS])("%s finds nothing, and makes nothing", async (line) => {
    for (const [words, env] of [
      [`${line} --db ${home}/queue.db`, {}],
      [line, { QUEUECTL_DB: `${home}/queue.db` }],
    ] as const) {
      const { code, stdout, stderr, files } = await run(words, env);
      expect({ code, stdout, files }).toEqual({ code: MISSING, stdout: "", files: [] });
      expect(stderr).toBe(
        `queuectl: there is no store at ${home}/queue.db\n  check the path; to make one there: queuectl init --db ${home}/queue.db\n`,
      );
    }
  });

  test.each([...MAKES, "worker start", "web"])("%s makes no directory that may be misspelt", async (line) => {
    const [command, ...rest] = line.split(" -- ");
    const { code, stderr, files } = await run([`${command} --db ${home}/dir/queue.db`, ...rest].join(" -- "));
    expect({ code, files }).toEqual({ code: MISSING, files: [] });
    expect(stderr).toBe(`queuectl: the directory ${home}/dir does not exist\n  mkdir -p -m 700 ${home}/dir\n`);
  });

  test.each(MAKES)("%s makes a store where there is a directory for it", async (line) => {
    const [command, ...rest] = line.split(" -- ");
    const { code, files } = await run([`${command} --db ${home}/queue.db`, ...rest].join(" -- "));
    expect(code).toBe(0);
    expect(files).toContain("queue.db");
  });
});

describe("at the default place, before anything was enqueued", () => {
  test.each(LOOKS)("%s answers that nothing is there, and makes nothing", async (line) => {
    expect(await run(line)).toMatchObject({ code: 0, files: [] });
  });

  test.each(LOOKS_FOR_ONE)("%s finds no such job, and makes nothing", async (line) => {
    const { code, stderr, files } = await run(line);
    expect({ code, files }).toEqual({ code: MISSING, files: [] });
    expect(stderr).toStartWith("queuectl: there is no ");
  });

  test.each(WAITS)("%s does not wait for what would never come", async (line) => {
    const { code, stderr, files } = await run(line);
    expect({ code, files }).toEqual({ code: MISSING, files: [] });
    expect(stderr).toContain(`there is no store at ${home}/.queuectl/queue.db`);
  });

  test.each(MAKES)("%s makes the store, and the directory for it", async (line) => {
    const { code, files } = await run(line);
    expect(code).toBe(0);
    expect(files).toContain(".queuectl/queue.db");
  });

  test("QUEUECTL_HOME may be made, too, but not the way to it", async () => {
    expect((await run("init", { QUEUECTL_HOME: `${home}/q` })).code).toBe(0);
    expect(await run("init", { QUEUECTL_HOME: `${home}/typo/q` })).toMatchObject({ code: MISSING });
  });
});
