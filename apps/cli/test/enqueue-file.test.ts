import { expect, test } from "bun:test";
import { newHome } from "./program.ts";

const lines = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => JSON.stringify({ id: `j${from + index}`, command: `echo ${index}` }));

test.concurrent("NDJSON, an array, and one object over many lines are stored alike", async () => {
  using home = newHome();
  await Bun.write(`${home.path}/jobs.ndjson`, `${lines(3).join("\n")}\n\n`);
  const { stdout, stderr, code } = await home.run("enqueue", "--file", "jobs.ndjson", "--queue", "mail");
  expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
  expect(stdout).toMatch(/^✓ enqueued 3 jobs in [\d.]+m?s(, [\d,]+\/s)?\n$/);
  expect((await home.runWith({ stdin: `[${lines(2, 10).join(",\n")}]` }, "enqueue", "-")).code).toBe(0);
  expect((await home.runWith({ stdin: '{\n"id": "pretty",\n"command": "x"\n}' }, "enqueue", "--file", "-")).code).toBe(
    0,
  );
  const jobs = await home.json("list");
  expect(jobs.map((job: { id: string; queue: string }) => [job.id, job.queue])).toEqual([
    ["j0", "mail"],
    ["j1", "mail"],
    ["j2", "mail"],
    ["j10", "default"],
    ["j11", "default"],
    ["pretty", "default"],
  ]);
});

test.concurrent("a file may be empty, a pipe, or a device", async () => {
  using home = newHome();
  expect((await home.run("enqueue", "--file", "/dev/null")).stdout).toStartWith("✓ enqueued 0 jobs in ");
  const shell = Bun.spawn(
    ["/bin/bash", "-c", '"$@" --file <(echo "{\\"command\\":\\"x\\"}")', "sh", ...home.argv("enqueue")],
    {
      env: home.env,
    },
  );
  expect(await shell.stdout.text()).toStartWith("✓ enqueued 1 job in ");
});

test.concurrent("--json answers with all of them, in their order", async () => {
  using home = newHome();
  const { stdout } = await home.runWith({ stdin: lines(1_203).slice(1).join("\n") }, "enqueue", "-", "--json");
  expect(JSON.parse(stdout).map((job: { id: string }) => job.id)).toEqual(
    Array.from({ length: 1_202 }, (_, i) => `j${i + 1}`),
  );
  const nameless = await home.runWith({ stdin: '{"command":"a"}\n{"command":"b"}' }, "enqueue", "-", "--json");
  expect(JSON.parse(nameless.stdout).map((job: { command: string }) => job.command)).toEqual(["a", "b"]);
  expect((await home.runWith({ stdin: "" }, "enqueue", "-", "--json")).stdout).toBe("[]\n");
});

test.concurrent.each([
  { what: "a line that is no JSON", bad: "{oops}", code: 2, says: "line 1501: it is not valid JSON" },
  { what: "a line that is no job", bad: '{"comand":"x"}', code: 2, says: 'line 1501: there is no job field "comand"' },
  {
    what: "a key twice",
    bad: '{"command":"x","env":{"A":"1","\\u0041":"2"}}',
    code: 2,
    says: 'line 1501: "A" stands twice',
  },
  {
    what: "a value out of range",
    bad: '{"command":"x","priority":1e9}',
    code: 2,
    says: "line 1501: priority: 1000000000 is out",
  },
  {
    what: "an id twice in it",
    bad: '{"id":"j1490","command":"x"}',
    code: 2,
    says: "line 1501: the id j1490 stands in line 1491 already",
  },
  {
    what: "an id that is taken",
    bad: '{"id":"taken","command":"x"}',
    code: 3,
    says: "line 1501: a job with the id taken exists",
  },
])(
  "$what: nothing of the file is stored; with --each, what was committed before stays",
  async ({ bad, code, says }) => {
    using home = newHome();
    await home.run("enqueue", "--id", "taken", "--", "x");
    const stdin = [...lines(1_500), bad, ...lines(10, 5_000)].join("\n");
    const whole = await home.runWith({ stdin }, "enqueue", "-");
    expect({ stdout: whole.stdout, code: whole.code }).toEqual({ stdout: "", code });
    expect(whole.stderr).toStartWith(`queuectl: ${says}`);
    expect(await home.json("list", "--ids")).toEqual(["taken"]);

    const each = await home.runWith({ stdin }, "enqueue", "-", "--each", "--json");
    expect(each.code).toBe(code);
    expect(each.stderr).toStartWith(`queuectl: ${says}`);
    expect(each.stderr).toContain("stored 1000 jobs, up to line 1000");
    expect(JSON.parse(each.stdout)).toHaveLength(1_000);
    expect(await home.json("list", "--ids", "--limit", "5000")).toHaveLength(1_001);
  },
);

test.concurrent("--each stores all of a good file", async () => {
  using home = newHome();
  const { stdout, code } = await home.runWith({ stdin: lines(2_100).join("\n") }, "enqueue", "-", "--each");
  expect(code).toBe(0);
  expect(stdout).toStartWith("✓ enqueued 2,100 jobs in ");
});

test.concurrent("a slow pipe does not hold up others", async () => {
  using home = newHome();
  await home.run("init");
  const slow = home.start("enqueue", "-");
  slow.stdin.write(`${lines(1).join("\n")}\n`);
  await slow.stdin.flush();
  expect((await home.run("enqueue", "--id", "quick", "--", "x")).code).toBe(0);
  slow.stdin.write(lines(1, 1).join("\n"));
  await slow.stdin.end();
  expect(await slow.exited).toBe(0);
  expect(await home.json("list", "--ids")).toEqual(["quick", "j0", "j1"]);
});
