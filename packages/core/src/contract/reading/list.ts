import { beforeEach, expect, test } from "bun:test";
import { JobNotFound } from "../../domain/errors.ts";
import { cursorOf } from "../../domain/job/cursor.ts";
import { excerptOf } from "../../domain/job/excerpt.ts";
import type { Job } from "../../domain/job/job.ts";
import type { JobFilter, PrefixPage } from "../../store/index.ts";
import type { Scene } from "../scene/scene.ts";
import { enqueue } from "../scene/steps.ts";

export function listContract(scene: Scene): void {
  beforeEach(async () => {
    const later = scene.now + 1_000;
    await enqueue(scene, {}, { queue: "mail" }, { runAt: later }, {}, { queue: "mail", runAt: later }, { priority: 9 });
    await scene.store.cancel("job4", scene.now);
  });

  const ids = async (filter: Partial<JobFilter>) =>
    (await scene.store.jobs({ limit: 100, ...filter })).map(({ id }) => id.slice("job".length)).join("");

  test.each<[string, Partial<JobFilter>, string]>([
    ["everything, in the order of enqueueing", {}, "123456"],
    ["the newest first", { reverse: true }, "654321"],
    ["a page", { limit: 2 }, "12"],
    ["the page behind a job", { limit: 2, after: "job2" }, "34"],
    ["the page behind a job, backwards", { limit: 2, after: "job3", reverse: true }, "21"],
    ["the page behind a cursor", { limit: 2, after: cursorOf({ seq: 2 }) }, "34"],
    ["the page behind a cursor, backwards", { limit: 2, after: cursorOf({ seq: 3 }), reverse: true }, "21"],
    ["nothing behind the last", { after: "job6" }, ""],
    ["one state", { states: ["pending"] }, "126"],
    ["several states, merged", { states: ["cancelled", "scheduled"] }, "345"],
    ["several states, merged, backwards, cut", { states: ["pending", "scheduled"], reverse: true, limit: 3 }, "653"],
    ["a state named twice", { states: ["cancelled", "cancelled"] }, "4"],
    ["no states", { states: [] }, ""],
    ["one queue", { queue: "mail" }, "25"],
    ["one queue, backwards, behind a job", { queue: "mail", reverse: true, after: "job5" }, "2"],
    ["one queue and state", { queue: "mail", states: ["scheduled"] }, "5"],
    ["one queue and state, backwards", { queue: "default", states: ["pending"], reverse: true }, "61"],
    ["an unknown queue", { queue: "nowhere" }, ""],
  ])("%s", async (_, filter, expected) => {
    expect(await ids(filter)).toBe(expected);
  });

  test("goes on where it was, though the job is deleted there, and its id used again", async () => {
    const [, second] = (await scene.store.jobs({ limit: 2 })) as [Job, Job];
    const place = { limit: 2, after: cursorOf(second) };
    await scene.store.delete("job2", scene.now);
    expect(await ids(place)).toBe("34");
    expect(await ids({ ...place, reverse: true })).toBe("1");
    await enqueue(scene, { id: "job2" });
    expect(await ids(place)).toBe("34");
    for (const id of ["job1", "job2", "job3", "job4", "job5", "job6"]) await scene.store.delete(id, scene.now);
    expect(await ids(place)).toBe("");
  });

  test("refuses to go on behind a job that is not there", async () => {
    await expect(scene.store.jobs({ after: "nobody", limit: 1 })).rejects.toThrow(new JobNotFound("nobody"));
  });

  test.each<[string, string, PrefixPage, string]>([
    ["all ids that begin alike, in their order", "job", { limit: 9 }, "123456"],
    ["a page of them", "job", { limit: 2, after: "job3" }, "45"],
    ["behind an id that is not there any more", "job", { limit: 1, after: "job3x" }, "4"],
    ["a whole id", "job5", { limit: 9 }, "5"],
    ["what nobody is called", "jobs", { limit: 9 }, ""],
    ["what is no pattern", "job%", { limit: 9 }, ""],
  ])("finds by a prefix: %s", async (_, prefix, page, expected) => {
    const found = await scene.store.jobsByPrefix(prefix, page);
    expect(found.map(({ id }) => id.slice("job".length)).join("")).toBe(expected);
    for (const job of found) expect(job).toEqual((await scene.store.job(job.id)) as Job);
  });

  test("shows of what is long the beginning, where excerpts are enough", async () => {
    const [line, word, env] = ["x".repeat(9_000), "é😀".repeat(9_000), { A: "1", B: "y".repeat(9_000) }];
    await enqueue(scene, { id: "job7", command: line, env }, { id: "job8", command: ["echo", word], env: { A: "1" } });
    const page = { limit: 9, after: "job5" };
    for (const found of [
      await scene.store.jobs({ ...page, excerpts: true }),
      await scene.store.jobsByPrefix("job", { ...page, excerpts: true }),
    ]) {
      const [small, ...long] = found as [Job, ...Job[]];
      expect(small).toEqual({ ...((await scene.store.job("job6")) as Job), truncated: [] });
      for (const job of long) expect(job).toEqual(excerptOf((await scene.store.job(job.id)) as Job));
      expect(long.map(({ truncated, env }) => ({ truncated, env }))).toEqual([
        { truncated: ["command", "env"], env: {} },
        { truncated: ["command"], env: { A: "1" } },
      ]);
      expect(JSON.stringify(found).length).toBeLessThan(9_000);
    }
    expect((await scene.store.jobs(page)).map(({ command }) => command)).toEqual(["true", line, ["echo", word]]);
  });

  test("finds nothing for an unknown id", async () => {
    expect(await scene.store.job("nobody")).toBeNull();
    expect(await scene.store.attempts("nobody")).toEqual([]);
    expect(await scene.store.output("nobody", { attempt: 1, limit: 1 })).toEqual([]);
  });
}
