import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Violation } from "../scene/invariants.ts";
import { faketimeLibrary, lacksFaketime } from "../scene/needs.ts";
import { childrenIn } from "../scene/processes.ts";
import { type Running, until } from "../scene/running.ts";
import { Scene } from "../scene/scene.ts";
import type { Campaign } from "./campaign.ts";

const JUMPS = { "an hour forward": "+3600", "an hour back": "-3600", "a day back": "-86400" } as const;
/** Whatever the clock says, this is long enough for what is to end. */
const WITHIN_MS = 15_000;

/** Campaign 5, the wall clock: it jumps while jobs execute, wait for a retry, and are being ended. */
export const clock: Campaign = {
  name: "clock",
  about: "the wall clock jumps an hour forward, an hour back, a day back under a runner",
  lacks: lacksFaketime,
  async run(run) {
    for (let at = 0; at < run.repetitions(1, 30); at += 1) {
      for (const [words, offset] of Object.entries(JUMPS)) {
        run.count(`the clock jumps ${words}`, await jump(offset, run.random.between(100, 700)));
      }
    }
  },
};

async function jump(offset: string, afterMs: number): Promise<Violation[]> {
  await using scene = await Scene.open();
  const file = join(scene.home, "clock");
  writeFileSync(file, "+0");
  const env = {
    LD_PRELOAD: faketimeLibrary() ?? "",
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: "1",
    FAKETIME_DONT_FAKE_MONOTONIC: "1",
  };
  await scene.give(4, "sleep 0.4");
  const retried = await scene.give(2, "exit 1", { max_retries: 2 });
  // Ended by the ladder while the clock jumps: its grace must not last an hour.
  await scene.give(2, 'trap "" TERM; while :; do sleep 0.1; done', { timeout: 0.4, max_retries: 0 });
  const ids = [...scene.acknowledged];
  const runner = await scene.runner(["--count", "4"], { env }).ready();
  await until(() => childrenIn(scene.home).length >= 2, "jobs that execute");
  await Bun.sleep(afterMs);
  writeFileSync(file, offset);

  const wrong: string[] = [];
  // A retry waits for an instant: an hour longer when that hour comes again. Everything else may not.
  const waited = offset.startsWith("-") ? ids.filter((id) => !retried.includes(id)) : ids;
  const left = () => waited.filter((id) => !ended(runner).includes(id));
  await until(() => left().length === 0, "the end of all jobs", WITHIN_MS).catch(() => {
    wrong.push(`${left()} did not end within ${WITHIN_MS / 1_000} s of the jump`);
  });
  if (runner.has("job-rescued")) wrong.push("a job of a living runner was rescued");
  runner.child.kill("SIGTERM");
  const code = await runner.ends(10_000);
  if (code !== 0) wrong.push(`the runner does not stop: ${code}`);
  const found = await scene.quiesce();
  return [...wrong.map((detail) => ({ invariant: "promise" as const, detail })), ...found];
}

/** Jobs that will not execute again. */
function ended(runner: Running): unknown[] {
  const final = ["completed", "dead"];
  const settled = runner.heard().filter(({ event }) => event === "job-settled");
  return settled.filter(({ verdict }) => final.includes((verdict as { state: string }).state)).map(({ id }) => id);
}
