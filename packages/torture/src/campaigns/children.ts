import { statSync } from "node:fs";
import type { Violation } from "../scene/invariants.ts";
import { job } from "../scene/job.ts";
import { Scene } from "../scene/scene.ts";
import type { Campaign } from "./campaign.ts";

/** How a job ends that behaves like this; `null` where its runner does not live to tell. */
const CHILDREN: Readonly<Record<string, { job: Parameters<typeof job>; state: string }>> = {
  "a child that ignores SIGTERM": {
    job: ["deaf", 'trap "" TERM HUP INT; while :; do sleep 0.1; done', { timeout: 0.3, max_retries: 0 }],
    state: "dead",
  },
  "a child that stops itself": {
    job: ["asleep", "kill -STOP $$", { timeout: 0.3, max_retries: 0 }],
    state: "dead",
  },
  "a child that daemonizes, and fails": {
    job: ["daemon", "setsid sh -c 'setsid -f sleep 60; sleep 60' & sleep 0.2; exit 1", { max_retries: 0 }],
    state: "dead",
  },
  "a child that daemonizes deaf, and is timed out": {
    job: [
      "deaf-daemon",
      `setsid sh -c 'trap "" TERM; while :; do sleep 0.1; done' & sleep 60`,
      { timeout: 0.3, max_retries: 0 },
    ],
    state: "dead",
  },
  "a child that keeps forking": {
    job: ["forks", "while :; do setsid -f sleep 0.5; done", { timeout: 0.3, max_retries: 0 }],
    state: "dead",
  },
  "a child that floods its output": {
    job: ["flood", "yes 0123456789abcdef | head -c 60000000; yes error | head -c 20000000 >&2"],
    state: "completed",
  },
  "a child whose own child holds the pipe": {
    job: ["pipe", "sleep 60 &"],
    state: "completed",
  },
  "a child that prints NUL and escape sequences": {
    job: ["rude", "printf '\\000\\033[2J\\033]0;x\\007\\377\\376'"],
    state: "completed",
  },
  "a child that kills itself": {
    job: ["suicide", "kill -9 $$", { max_retries: 1 }],
    state: "dead",
  },
  "a child that kills its own group": {
    job: ["group", "kill -9 0", { max_retries: 0 }],
    state: "dead",
  },
};

/** A flood may leave no more than this: its kept output, what is on its way, the WAL. */
const DATABASE_LIMIT = 40 * 1_048_576;

/** Campaign 6, the children: jobs that do everything but end decently, alone and beside decent ones. */
export const children: Campaign = {
  name: "children",
  about: "children that ignore SIGTERM, daemonize, fork, flood, hold pipes, kill their parent",
  async run(run) {
    for (let at = 0; at < run.repetitions(1, 25); at += 1) {
      for (const violation of await all()) run.count(violation.fault, violation.found);
      run.count("a child that kills its runner: dead after three losses, the others finish", await poison());
    }
  },
};

/** All of them in one scene, beside each other, and a few decent ones among them. */
async function all(): Promise<{ fault: string; found: Violation[] }[]> {
  await using scene = await Scene.open();
  const entries = Object.entries(CHILDREN);
  await scene.enqueue(entries.map(([, child]) => job(...child.job)));
  await scene.give(4, "sleep 0.1");
  const runner = scene.runner(["--until-empty", "--count", "4"]);
  const code = await runner.ends(60_000);
  const general: Violation[] = code === 0 ? [] : [promise(`the runner: ${code}`)];
  const { size } = statSync(scene.database);
  if (size > DATABASE_LIMIT) general.push(promise(`the flood left a database of ${size} bytes`));
  const settled = runner.heard().filter(({ event }) => event === "job-settled");
  const results = entries.map(([fault, { job: made, state }]) => {
    const [id] = made;
    const last = settled.filter((event) => event["id"] === id).at(-1)?.["verdict"] as { state: string } | undefined;
    return { fault, found: last?.state === state ? [] : [promise(`${id} is ${last?.state}, not ${state}`)] };
  });
  const found = [...general, ...(await scene.quiesce())];
  return [...results, { fault: "all of these beside each other", found }];
}

/** Its parent is the runner: whoever executes it dies, until it has used up its budget. */
async function poison(): Promise<Violation[]> {
  await using scene = await Scene.open();
  const wrong: string[] = [];
  await scene.enqueue([job("poison", "kill -9 $PPID; sleep 60")]);
  await scene.give(4, "sleep 0.2");
  let deaths = 0;
  for (let starts = 0; starts < 6; starts += 1) {
    const runner = scene.runner(["--until-empty", "--count", "2"]);
    const code = await runner.ends(30_000);
    if (code === 0) break;
    if (code !== "SIGKILL") wrong.push(`a runner: ${code}`);
    deaths += 1;
  }
  if (deaths !== 3) wrong.push(`it took ${deaths} runners with it, not 3`);
  const shown = JSON.parse(await scene.must("show", "poison", "--json")) as { state: string };
  if (shown.state !== "dead") wrong.push(`the poison is ${shown.state}`);
  return [...wrong.map(promise), ...(await scene.quiesce())];
}

function promise(detail: string): Violation {
  return { invariant: "promise", detail };
}
