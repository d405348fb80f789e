import { expect, test } from "bun:test";
import { newHome } from "./program.ts";

test.concurrent("argv after -- is stored without a shell, a line as a line", async () => {
  using home = newHome();
  expect(await home.run("enqueue", "--id", "job1", "--", "convert", "a b.png", "-x")).toEqual({
    stdout: "✓ enqueued job1\n",
    stderr: "",
    code: 0,
  });
  expect((await home.json("show", "job1")).command).toEqual(["convert", "a b.png", "-x"]);
  expect(await home.json("enqueue", "-c", "sort a > b")).toMatchObject({ command: "sort a > b", state: "pending" });
  expect(await home.json("enqueue", "--command=-x")).toMatchObject({ command: "-x" });
});

test.concurrent("the caller's directory and PATH go with the job, and of the environment only what --env names", async () => {
  using home = newHome();
  const env = { SECRET: "s", LANG: "C", EMPTY: "" };
  const words = [
    "enqueue",
    "--json",
    "--env",
    "LANG",
    "--env",
    "EMPTY",
    "--env",
    "A=b=c",
    "--env",
    "__proto__=p",
    "--",
    "x",
  ];
  const { stdout } = await home.runWith({ cwd: "/", env }, ...words);
  expect(JSON.parse(stdout)).toMatchObject({
    cwd: "/",
    env: { PATH: home.env.PATH, LANG: "C", EMPTY: "", A: "b=c" },
  });
  expect(JSON.parse(stdout).env.SECRET).toBeUndefined();
  // A name like any other, though JavaScript's objects have a meaning of their own for it.
  expect(Object.entries(JSON.parse(stdout).env)).toContainEqual(["__proto__", "p"]);
  const relative = await home.runWith({ cwd: "/usr" }, "enqueue", "--json", "--cwd", "lib", "--", "x");
  expect(JSON.parse(relative.stdout).cwd).toBe("/usr/lib");
  const inJson = await home.runWith(
    { cwd: "/usr" },
    "enqueue",
    "--json",
    '{"command":"x","cwd":"lib","env":{"PATH":"/p"}}',
  );
  expect(JSON.parse(inJson.stdout)).toMatchObject({ cwd: "/usr/lib", env: { PATH: "/p" } });
});

test.concurrent("flags say everything about a job, and override its JSON", async () => {
  using home = newHome();
  const flags = [
    "--priority",
    "-5",
    "--max-retries",
    "0",
    "--timeout",
    "1500ms",
    "--queue",
    "mail",
    "--backoff-base",
    "1.5",
  ];
  const job = {
    command: "x",
    priority: 9,
    max_attempts: 7,
    timeout: 1,
    queue: "q",
    delay: 60,
    env: { A: "1", B: "2" },
  };
  const wanted = { priority: -5, max_retries: 0, timeout: 1.5, queue: "mail", backoff_base: 1.5 };
  expect(await home.json("enqueue", ...flags, "--", "x")).toMatchObject(wanted);
  const stored = await home.json("enqueue", JSON.stringify(job), ...flags, "--run-at", "2200-01-01", "--env", "B=3");
  expect(stored).toMatchObject({
    ...wanted,
    run_at: "2200-01-01T00:00:00.000Z",
    state: "scheduled",
    env: { A: "1", B: "3" },
  });
  expect(await home.json("enqueue", JSON.stringify(job))).toMatchObject({
    priority: 9,
    max_retries: 6,
    timeout: 1,
    queue: "q",
  });
});

test.concurrent("a delay counts from now", async () => {
  using home = newHome();
  const before = Date.now();
  const { run_at, state } = await home.json("enqueue", "--delay", "10m", "--", "x");
  expect(state).toBe("scheduled");
  expect(Date.parse(run_at) - before).toBeGreaterThanOrEqual(600_000);
  expect(Date.parse(run_at) - Date.now()).toBeLessThanOrEqual(600_000);
});

test.concurrent("an array is stored in its order, or not at all", async () => {
  using home = newHome();
  const { stdout } = await home.run("enqueue", '[{"id":"a","command":"x"},{"id":"b","command":["y","z"]}]');
  expect(stdout).toBe("✓ enqueued 2 jobs\n");
  expect((await home.run("enqueue", '[{"id":"c","command":"x"},{"id":"a","command":"x"}]')).code).toBe(3);
  expect(await home.json("list", "--ids")).toEqual(["a", "b"]);
  expect(await home.json("enqueue", "[]")).toEqual([]);
  expect(await home.json("enqueue", '[{"command":"x"}]')).toHaveLength(1);
});

test.concurrent("what list prints can be enqueued again", async () => {
  using home = newHome();
  using other = newHome();
  await home.run("enqueue", "--id", "a", "--env", "A=1", "--delay", "1d", "--queue", "q", "--", "x", "y");
  await home.run("enqueue", "--id", "b", "--timeout", "5", "-c", "x | y");
  const { stdout } = await home.run("list", "--json");
  expect((await other.runWith({ stdin: stdout, cwd: "/" }, "enqueue", "-")).code).toBe(0);
  const asked = (jobs: Record<string, unknown>[]) => jobs.map(({ created_at, updated_at, ...rest }) => rest);
  expect(asked(await other.json("list"))).toEqual(asked(JSON.parse(stdout)));
});

test.concurrent("allowed-commands refuses everything else, and nothing is stored", async () => {
  using home = newHome();
  await home.run("config", "set", "allowed-commands", "/bin/true");
  const { code, stderr } = await home.run("enqueue", "--", "/bin/echo", "hi");
  expect(code).toBe(2);
  expect(stderr).toContain("allowed-commands");
  expect(await home.json("list")).toEqual([]);
});

test.concurrent("beside allowed-commands no variable is taken but those that are allowed, and no PATH is recorded", async () => {
  using home = newHome();
  await home.run("config", "set", "allowed-commands", "true");
  const refusals = await Promise.all([
    home.run("enqueue", "--env", "BASH_ENV=/x", "--", "true"),
    home.run("enqueue", "--env", "PATH", "--", "true"),
    home.run("enqueue", '{"command":["true"],"env":{"LD_PRELOAD":"/x"}}'),
    home.runWith({ stdin: '{"command":["true"],"env":{"ENV":"/x"}}' }, "enqueue", "-"),
  ]);
  for (const { code, stderr } of refusals) {
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /env: (BASH_ENV|PATH|LD_PRELOAD|ENV) is not among the allowed-variables\n {2}beside allowed-commands a job may set none; /,
    );
  }
  await home.run("config", "set", "allowed-variables", "TZ");
  expect(await home.json("enqueue", "--env", "TZ=UTC", "--", "true")).toMatchObject({ env: { TZ: "UTC" } });
  await home.run("config", "unset", "allowed-commands");
  expect(await home.json("enqueue", "--", "true")).toMatchObject({ env: { PATH: home.env.PATH } });
  expect(await home.json("list")).toHaveLength(2);
});

test.concurrent("--run-at and run_at are local time as the C library has it, and what was understood is said", async () => {
  using home = newHome();
  const env = { TZ: "CET-1CEST,M3.5.0,M10.5.0/3" };
  const [at, twice, gap, bulk] = await Promise.all([
    home.runWith({ env }, "enqueue", "--id", "a", "--run-at", "2100-07-01T09:00", "--", "true"),
    home.runWith({ env }, "enqueue", '{"id":"b","command":"true","run_at":"2100-10-31T02:30"}'),
    home.runWith({ env }, "enqueue", "--run-at", "2100-03-28T02:30", "--", "true"),
    home.runWith({ env, stdin: '{"id":"c","command":"true"}' }, "enqueue", "--run-at", "2100-07-01T09:00Z", "-"),
  ]);
  expect(at).toEqual({ stdout: "✓ enqueued a\n  due 2100-07-01T09:00:00.000+02:00 (CEST)\n", stderr: "", code: 0 });
  expect(bulk.stdout).toEndWith("\n  due 2100-07-01T09:00:00.000Z\n");
  expect([twice.code, gap.code]).toEqual([0, 2]);
  expect(gap.stderr).toContain(
    '--run-at: "2100-03-28T02:30" does not exist: the clocks of CEST are put forward then\n',
  );
  expect(gap.stderr).toContain("2100-03-28T02:30:00+01:00");
  const jobs = (await home.json("list")) as { id: string; run_at: string }[];
  expect(Object.fromEntries(jobs.map(({ id, run_at }) => [id, run_at]))).toEqual({
    a: "2100-07-01T07:00:00.000Z",
    b: "2100-10-31T00:30:00.000Z",
    c: "2100-07-01T09:00:00.000Z",
  });
});

test.concurrent("a zone that nobody knows is refused where a local time is to be read, and a past one is warned of", async () => {
  using home = newHome();
  const env = { TZ: "Mars/Olympus" };
  const [local, json, past, answer] = await Promise.all([
    home.runWith({ env }, "enqueue", "--run-at", "2100-07-01T09:00", "--", "true"),
    home.runWith({ env }, "enqueue", '{"command":"true","run_at":"2100-07-01"}'),
    home.runWith({ env }, "enqueue", "--id", "past", "--run-at", "2020-01-01T00:00:00Z", "--", "true"),
    home.runWith({ env }, "enqueue", "--id", "json", "--run-at", "2020-01-01T00:00:00Z", "--json", "--", "true"),
  ]);
  for (const { stderr, code } of [local, json]) {
    expect(stderr).toStartWith('queuectl: TZ: "Mars/Olympus" is no time zone that is known here\n');
    expect(code).toBe(2);
  }
  const warning = "! --run-at is in the past (2020-01-01T00:00:00.000Z): it is due at once\n";
  expect(past).toEqual({ stdout: "✓ enqueued past\n  due 2020-01-01T00:00:00.000Z\n", stderr: warning, code: 0 });
  expect([JSON.parse(answer.stdout).id, answer.stderr, answer.code]).toEqual(["json", warning, 0]);
});
