import { expect, test } from "bun:test";
import { CONFIG_KEYS } from "@queuectl/core";
import { newHome } from "./program.ts";

test.concurrent("values are set, read and set back, under every name of their key", async () => {
  using home = newHome();
  expect((await home.run("config", "set", "max_retries", "5")).stdout).toBe("✓ max-retries = 5\n");
  expect((await home.run("config", "get", "max-retries-default")).stdout).toBe("5\n");
  expect(await home.json("config", "set", "poll-interval-ms", "250")).toEqual({ "poll-interval": 0.25 });
  expect((await home.run("config", "get", "poll-interval")).stdout).toBe("250ms\n");
  expect(await home.json("config", "set", "job-timeout-sec", "90")).toEqual({ "job-timeout": 90 });
  expect(await home.json("config", "get", "job_timeout")).toEqual({ "job-timeout": 90 });
  expect((await home.run("config", "unset", "max-retries")).stdout).toBe("✓ max-retries = 3 (the default)\n");
  expect((await home.run("config", "set", "allowed-commands", "/bin/sh, /bin/true")).code).toBe(0);
  expect((await home.json("config", "get"))["allowed-commands"]).toEqual(["/bin/sh", "/bin/true"]);
});

test.concurrent.each(["", " , "])(
  "an empty list of allowed commands (%j) does not lift the restriction",
  async (empty) => {
    using home = newHome();
    await home.run("config", "set", "allowed-commands", "/bin/sh");
    const refused = await home.run("config", "set", "allowed-commands", empty);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain("to lift the restriction: queuectl config unset allowed-commands");
    expect((await home.run("config", "get", "allowed-commands")).stdout).toBe("/bin/sh\n");
    expect((await home.run("config", "unset", "allowed-commands")).stdout).toContain("allowed-commands = (any)");
    expect((await home.run("config", "get", "allowed-commands")).stdout).toBe("(any)\n");
  },
);

test.concurrent("get without a key, list and show print them all", async () => {
  using home = newHome();
  const all = await home.json("config", "list");
  expect(Object.keys(all)).toEqual(CONFIG_KEYS);
  expect(await home.json("config", "get")).toEqual(all);
  expect(await home.json("config", "show")).toEqual(all);
  for (const verb of ["get", "list", "show"])
    expect((await home.run("config", verb, "kill-grace")).stdout).toBe("10s\n");
  const { stdout } = await home.run("config", "get");
  for (const key of CONFIG_KEYS) expect(stdout).toMatch(new RegExp(`^${key} `, "m"));
});

test.concurrent("a job takes the retries of the config at the time of enqueueing", async () => {
  using home = newHome();
  await home.run("config", "set", "max-retries", "1");
  expect(await home.json("enqueue", "--", "x")).toMatchObject({ max_retries: 1 });
  expect(await home.json("enqueue", "--max-retries", "9", "--", "x")).toMatchObject({ max_retries: 9 });
});
