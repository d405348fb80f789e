/**
 * A story on real input, told by the real program in a home of its own: everything that is shown here happens, and is checked
 * as it does. Leaves nothing behind, and exits with 1 where something is not as promised. `bun run demo`.
 */
import { mkdir, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isAlive, processStart } from "../packages/core/src/host/index.ts";
import { crash } from "./demo/crash.ts";
import { deadLetters } from "./demo/dead-letters.ts";
import { files } from "./demo/files.ts";
import { live } from "./demo/live.ts";
import { priorities } from "./demo/priorities.ts";
import { runaway } from "./demo/runaway.ts";
import { Stage } from "./demo/stage.ts";
import { meetFlaky, meetLater, sendWaiting } from "./demo/waiting.ts";
import { Program } from "./program.ts";

const CHECKOUT = join(import.meta.dir, "..");

const started = performance.now();
const home = await realpath(await mkdtemp(join(tmpdir(), "queuectl-demo-")));
const cwd = join(home, "work");
const queuectl = new Program([join(CHECKOUT, "node_modules/.bin/queuectl")], cwd, home);
const stage = new Stage(queuectl, CHECKOUT);

let ending: Promise<void> | undefined;
/** Ends the runners and removes the home, once, however the story ended. */
function end(): Promise<void> {
  ending ??= queuectl.end().then(() => rm(home, { recursive: true, force: true }));
  return ending;
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.once(signal, () => void end().then(() => process.exit(130)));
}

try {
  await mkdir(cwd);
  stage.say(`queuectl, in a home of its own: ${home}`);
  await priorities(stage);
  await start(stage);
  await sendWaiting(stage);
  await files(stage);
  await live(stage);
  await deadLetters(stage);
  await meetFlaky(stage);
  await meetLater(stage);
  await runaway(stage);
  await crash(stage);
  await stop(stage);
  await end();
  stage.say(`\nThat was it, in ${Math.round((performance.now() - started) / 1_000)} s. Nothing is left of it.`);
} catch (error) {
  // After Ctrl-C whatever fails does so because of it; a command that heard it too may have ended before this did.
  await Bun.sleep(50);
  if (ending === undefined) console.error(`\n✗ ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  await end();
}

async function start(stage: Stage): Promise<void> {
  stage.scene("Workers in the background");
  await stage.type(["worker", "start", "--count", "4", "--detach"]);
  await stage.type(["worker", "list"]);
}

async function stop(stage: Stage): Promise<void> {
  stage.scene("The end");
  const [{ pid }] = await queuectl.json("worker", "list");
  const born = processStart(pid);
  await stage.type(["status"]);
  await stage.type(["worker", "stop"]);
  await stage.type(["worker", "list"]);
  const left = await queuectl.json("worker", "list");
  stage.promise("every runner is gone", left.length === 0, left);
  stage.promise(`so is the process ${pid}`, born !== null && !isAlive(pid, born));
  const { jobs } = await queuectl.json("status");
  stage.promise("nothing waits, nothing is half done", jobs.pending + jobs.processing + jobs.failed === 0, jobs);
}
