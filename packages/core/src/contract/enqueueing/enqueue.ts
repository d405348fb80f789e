import { describe, expect, test } from "bun:test";
import { InvalidInput, JobExists, KeyReused } from "../../domain/errors.ts";
import { IDEMPOTENCY_LIFETIME_MS } from "../../store/index.ts";
import type { Scene } from "../scene/scene.ts";
import { claimOne, enqueue, runner } from "../scene/steps.ts";

export function enqueueContract(scene: Scene): void {
  test("fills what a spec leaves out", async () => {
    const [job] = await scene.store.enqueue([{ command: "echo hi" }], scene.now);

    expect(job).toMatchObject({
      command: "echo hi",
      queue: "default",
      state: "pending",
      priority: 0,
      attempts: 0,
      crashes: 0,
      maxRetries: 3,
      backoffBase: 2,
      timeoutMs: null,
      cwd: null,
      env: {},
      runAt: scene.now,
      createdAt: scene.now,
      updatedAt: scene.now,
      finishedAt: null,
      runner: null,
      last: null,
    });
    expect(job?.id).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("keeps every field of a spec", async () => {
    const spec = {
      id: "a.b:c-d_1",
      command: ["printf", "%s\n", "ä\u0001"],
      queue: "mail",
      priority: -7,
      maxRetries: 0,
      backoffBase: 1.5,
      timeoutMs: 0,
      runAt: scene.now + 1,
      cwd: "/tmp",
      env: { A: "", B: "x=y" },
    };

    await scene.store.enqueue([spec], scene.now);

    expect(await scene.store.job(spec.id)).toMatchObject({ ...spec, state: "scheduled" });
  });

  test("numbers jobs in their order, and another process sees them", async () => {
    const jobs = await enqueue(scene, {}, {}, {});

    const seen = await (await scene.another()).jobs({ limit: 10 });

    expect(seen.map(({ id }) => id)).toEqual(["job1", "job2", "job3"]);
    expect(seen).toEqual(jobs);
    expect(jobs.map(({ seq }) => seq)).toEqual(jobs.map(({ seq }) => seq).sort((a, b) => a - b));
  });

  test("stores none of them when an id is taken", async () => {
    await enqueue(scene, { id: "taken" });

    const attempt = enqueue(scene, { id: "fresh" }, { id: "taken", command: "other" });

    await expect(attempt).rejects.toThrow(new JobExists("taken"));
    await expect(attempt).rejects.toMatchObject({ index: 1, earlier: null });
    expect(await scene.store.job("fresh")).toBeNull();
    expect(await scene.store.job("taken")).toMatchObject({ command: "true" });
  });

  test("stores none of them when one id is there twice", async () => {
    await expect(enqueue(scene, { id: "twin" }, { id: "twin" })).rejects.toThrow(new JobExists("twin"));
    expect(await scene.store.jobs({ limit: 1 })).toEqual([]);
  });

  test("stores none of them when one is out of range", async () => {
    await expect(enqueue(scene, {}, { priority: 1.5 })).rejects.toThrow(InvalidInput);
    await expect(scene.store.enqueueMany([{ command: "true" }, { command: "" }], scene.now)).rejects.toThrow(
      InvalidInput,
    );
    expect(await scene.store.jobs({ limit: 1 })).toEqual([]);
  });

  test("nothing at all is fine, under a key, too", async () => {
    const key = { key: "request-1", fingerprint: "f1" };
    expect(await scene.store.enqueue([], scene.now)).toEqual([]);
    expect(await scene.store.enqueue([], scene.now, key)).toEqual([]);
    expect(await scene.store.enqueueMany([], scene.now)).toBe(0);
    expect(await scene.store.enqueueMany([], scene.now, key)).toBe(0);
  });

  test("an id is free again once its job was deleted, and its number is not", async () => {
    const [first] = await enqueue(scene, {});
    await scene.store.delete("job1", scene.now);
    const [second] = await enqueue(scene, {});
    expect(second?.seq).toBeGreaterThan(first?.seq as number);
  });

  test("concurrent calls all succeed, each job once", async () => {
    const other = await scene.another();
    const calls = Array.from({ length: 40 }, (_, i) =>
      (i % 2 ? scene.store : other).enqueue([{ id: `c${i}`, command: "true" }], scene.now),
    );

    await Promise.all(calls);

    expect(await scene.store.jobs({ limit: 100 })).toHaveLength(40);
  });

  test("refuses what allowed-commands does not list, by the path that the job would find", async () => {
    const { store, now } = scene;
    await store.configure({ "allowed-commands": "true" }, now);

    await expect(store.enqueue([{ command: ["false"] }], now)).rejects.toThrow(InvalidInput);
    await expect(store.enqueue([{ command: "true" }], now)).rejects.toThrow(/shell line/);
    await expect(store.enqueue([{ command: ["true"], env: { PATH: "/nowhere" } }], now)).rejects.toThrow(InvalidInput);
    await expect(store.enqueueMany([{ command: ["false"] }], now)).rejects.toThrow(InvalidInput);
    await store.enqueue([{ command: ["true"] }], now);

    await store.configure({ "allowed-commands": "/bin/sh" }, now);
    await store.enqueue([{ command: "anything" }], now);
    expect(await store.jobs({ limit: 9 })).toHaveLength(2);
  });

  test("refuses variables beside allowed-commands that allowed-variables does not name", async () => {
    const { store, now } = scene;
    const job = (env: Record<string, string>) => [{ command: ["true"], env }];
    await store.configure({ "allowed-commands": "true", "allowed-variables": "LANG,TZ" }, now);

    for (const name of ["BASH_ENV", "LD_PRELOAD", "PATH"]) {
      const env = { TZ: "UTC", [name]: process.env["PATH"] ?? "" };
      await expect(store.enqueue(job(env), now)).rejects.toThrow(`env: ${name} is not among the allowed-variables`);
      await expect(store.enqueueMany(job(env), now)).rejects.toThrow(InvalidInput);
    }
    await store.enqueue(job({ TZ: "UTC", LANG: "C" }), now);

    await store.configure({ "allowed-commands": null }, now);
    await store.enqueue(job({ BASH_ENV: "/x" }), now);
    expect(await store.jobs({ limit: 9 })).toHaveLength(2);
  });

  test("takes retries and backoff from the config of that moment", async () => {
    await scene.store.configure({ "max-retries": "7" }, scene.now);
    await scene.store.configure({ "backoff-base": "3" }, scene.now);
    await enqueue(scene, {});
    await scene.store.configure({ "max-retries": null }, scene.now);
    await scene.store.register(runner(), scene.now);

    expect((await claimOne(scene)).job).toMatchObject({ maxRetries: 7, backoffBase: 3 });
  });

  describe("with an idempotency key", () => {
    const key = { key: "request-1", fingerprint: "f1" };

    test("stores once what is said twice, and answers with the jobs as they are now", async () => {
      const specs = [{ command: "true" }, { command: "true" }];
      const first = await scene.store.enqueue(specs, scene.now, key);
      await scene.store.enqueue(specs, scene.now);
      await scene.store.cancel(first[0]?.id as string, scene.now);

      const again = await (await scene.another()).enqueue(specs, scene.now, key);

      expect(again.map(({ id, state }) => [id, state])).toEqual([
        [first[0]?.id as string, "cancelled"],
        [first[1]?.id as string, "pending"],
      ]);
      expect(await scene.store.jobs({ limit: 9 })).toHaveLength(4);
    });

    test("leaves out what was deleted since", async () => {
      await scene.store.enqueue([{ id: "a", command: "true" }], scene.now, key);
      await scene.store.delete("a", scene.now);
      expect(await scene.store.enqueue([{ id: "a", command: "true" }], scene.now, key)).toEqual([]);
    });

    test("holds for any number of jobs", async () => {
      const specs = () => Array.from({ length: 1_234 }, () => ({ command: "true" }));
      expect(await scene.store.enqueueMany(specs(), scene.now, key)).toBe(1_234);
      expect(await scene.store.enqueueMany(specs(), scene.now, key)).toBe(1_234);
      expect((await scene.store.status(scene.now)).jobs.pending).toBe(1_234);
    });

    test("refuses the key with other jobs, and stores nothing", async () => {
      await scene.store.enqueue([{ command: "true" }], scene.now, key);
      const other = { ...key, fingerprint: "f2" };
      await expect(scene.store.enqueue([{ command: "false" }], scene.now, other)).rejects.toThrow(KeyReused);
      await expect(scene.store.enqueueMany([{ command: "false" }], scene.now, other)).rejects.toThrow(KeyReused);
      expect(await scene.store.jobs({ limit: 9 })).toHaveLength(1);
    });

    test("what failed was not stored: the key is free", async () => {
      await enqueue(scene, { id: "taken" });
      await expect(scene.store.enqueue([{ id: "taken", command: "true" }], scene.now, key)).rejects.toThrow(JobExists);
      expect(await scene.store.enqueue([{ id: "free", command: "true" }], scene.now, key)).toHaveLength(1);
    });

    test("forgets it after a day", async () => {
      await scene.store.enqueue([{ command: "true" }], scene.now, key);
      scene.pass(IDEMPOTENCY_LIFETIME_MS + 1);
      expect(await scene.store.enqueue([{ command: "true" }], scene.now, { ...key, fingerprint: "f2" })).toHaveLength(
        1,
      );
      expect(await scene.store.jobs({ limit: 9 })).toHaveLength(2);
    });
  });
}
