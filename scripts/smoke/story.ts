import { join } from "node:path";
import type { Program } from "../program.ts";
import { check } from "./check.ts";

/** What every copy of the program must do, however it was shipped. */
export async function story(queuectl: Program, version: string): Promise<void> {
  check("it knows its version", (await queuectl.answer("--version")).trim() === `queuectl ${version}`);
  await completes(queuectl);
  await buriesAndRevives(queuectl);
  await detaches(queuectl);
}

async function completes(queuectl: Program): Promise<void> {
  await queuectl.answer("enqueue", "--id", "hello", "-c", "echo hello from $QUEUECTL_JOB_ID; echo oops >&2");
  await queuectl.answer("enqueue", '{"id":"json","command":"echo \\"$((6 * 7))\\""}');
  await queuectl.answer("enqueue", "--id", "argv", "--", "printf", "%s", "a b");
  check("enqueued jobs are pending", (await queuectl.json("status")).jobs.pending === 3);

  await queuectl.answer("worker", "start", "--count", "2", "--until-empty");

  check("worker start --until-empty completes them", (await queuectl.json("status")).jobs.completed === 3);
  const logs = await queuectl.run("logs", "hello");
  check("logs has a job's stdout", logs.stdout === "hello from hello\n", logs);
  check("and its stderr", logs.stderr === "oops\n", logs);
  check("a command in JSON is a shell line", (await queuectl.answer("logs", "json")) === "42\n");
  check("a command behind -- is executed as it stands", (await queuectl.answer("logs", "argv")) === "a b");
}

async function buriesAndRevives(queuectl: Program): Promise<void> {
  await queuectl.answer("enqueue", "--id", "broken", "--max-retries", "0", "--", "cat", "cause");
  await queuectl.answer("worker", "start", "--until-empty");
  const dead = await queuectl.json("dlq", "list");
  check("a job without retries left is in the DLQ", dead.length === 1 && dead[0].id === "broken", dead);
  const again = await queuectl.run("enqueue", "--id", "broken", "--", "true");
  check("its id is taken: exit code 3", again.exitCode === 3, again);

  await Bun.write(`${queuectl.cwd}/cause`, "mended\n");
  await queuectl.answer("dlq", "retry", "broken");
  await queuectl.answer("worker", "start", "--until-empty");
  check("dlq retry executes it again", (await queuectl.answer("logs", "broken")) === "mended\n");
  check("and the DLQ is empty", (await queuectl.json("dlq", "list")).length === 0);
}

async function detaches(queuectl: Program): Promise<void> {
  const port = freePort();
  await queuectl.answer("worker", "start", "--count", "2", "--detach", "--http", String(port));
  const ready = await readiness(`http://127.0.0.1:${port}/readyz`);
  check("worker start --detach --http becomes ready", ready === 200, ready);
  check("the dashboard is within it", await showsDashboard(`http://127.0.0.1:${port}`));
  const token = await Bun.file(join(queuectl.home, "queue/queue.db.d/token")).text();
  const session = await fetch(`http://127.0.0.1:${port}/api/v1/session`, {
    headers: { authorization: `Bearer ${token.trim()}` },
  });
  check("and so is the API", session.status === 200, session.status);

  await queuectl.answer("enqueue", "--id", "later", "--", "true");
  const job = await queuectl.until("later", ({ state }) => state === "completed");
  check("it executes what is enqueued", job.exit_code === 0);

  await queuectl.answer("worker", "stop");
  check("worker stop ends it", (await queuectl.json("worker", "list")).length === 0);
}

/** Whether the page is there, and the script that it names. */
async function showsDashboard(url: string): Promise<boolean> {
  const page = await (await fetch(url)).text();
  const script = await fetch(url + /src="([^"]+)"/.exec(page)?.[1]);
  return script.ok && script.headers.get("content-type")?.startsWith("text/javascript") === true;
}

/** Asks as a probe does: again and again. A busy machine may need a moment until its runner has reported to the thread. */
async function readiness(url: string): Promise<number> {
  for (const deadline = Date.now() + 10_000; ; await Bun.sleep(50)) {
    const { status } = await fetch(url);
    if (status === 200 || Date.now() > deadline) return status;
  }
}

function freePort(): number {
  const probe = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
  probe.stop(true);
  return probe.port;
}
