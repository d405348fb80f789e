import { beforeEach, expect, test } from "bun:test";
import type { Claim } from "../../store/index.ts";
import { MAX_PIECE_BYTES } from "../../store/index.ts";
import type { Scene } from "../scene/scene.ts";
import { claimOne, DONE, enqueue, LIMITS, piece, runner, settle, transcript } from "../scene/steps.ts";

export function shipContract(scene: Scene): void {
  let claim: Claim;

  beforeEach(async () => {
    await scene.store.register(runner(), scene.now);
    await enqueue(scene, {});
    claim = await claimOne(scene);
  });

  const ship = (...pieces: ReturnType<typeof piece>[]) => scene.store.ship(claim.lease, pieces, LIMITS);

  test("keeps both streams, in the order of shipping, bytes as they came", async () => {
    const bytes = new Uint8Array([0, 0xff, 0x1b, 0x5b, 10]);
    await ship(piece("one\n"), { ...piece("", 0, "stderr", 42), bytes });
    await ship(piece("two\n", 4));

    const chunks = await scene.store.output("job1", { attempt: 1, limit: 10 });

    expect(chunks.map(({ stream, offset, at }) => [stream, offset, at])).toEqual([
      ["stdout", 0, 0],
      ["stderr", 0, 42],
      ["stdout", 4, 0],
    ]);
    expect(new Uint8Array(chunks[1]?.bytes ?? [])).toEqual(bytes);
    expect(await scene.store.job("job1")).toMatchObject({ last: { stdoutBytes: 8, stderrBytes: 5 } });
  });

  test("is read on from a cursor, one stream or both", async () => {
    await ship(piece("a"), piece("b", 0, "stderr"), piece("c", 1), piece("d", 1, "stderr"));
    const [first, second] = await scene.store.output("job1", { attempt: 1, limit: 2 });

    const after = second?.cursor;

    expect(await scene.store.output("job1", { attempt: 1, after, limit: 9 })).toMatchObject([
      { offset: 1 },
      { offset: 1 },
    ]);
    expect(
      await scene.store.output("job1", { attempt: 1, after: first?.cursor, stream: "stderr", limit: 1 }),
    ).toMatchObject([{ stream: "stderr", offset: 0 }]);
    expect(await scene.store.output("job1", { attempt: 2, limit: 9 })).toEqual([]);
  });

  test("what was shipped already is not stored again, and what overlaps is cut", async () => {
    await ship(piece("hello"));
    await ship(piece("hello"), piece("lo wor", 3), piece("ld", 9));
    expect(await transcript(scene, "job1")).toBe("stdout@0:hello stdout@5: wor stdout@9:ld");
    expect(await scene.store.job("job1")).toMatchObject({ last: { stdoutBytes: 11 } });
  });

  test("keeps head and tail, and the gap between is the exact number of dropped bytes", async () => {
    const limits = { headBytes: 10, tailBytes: 8 };
    for (let offset = 0; offset < 100; offset += 4) {
      await scene.store.ship(
        claim.lease,
        [piece(String(offset).padEnd(4, "."), offset), piece("x", offset / 4, "stderr")],
        limits,
      );
    }

    const kept = (await transcript(scene, "job1")).split(" ").filter((chunk) => chunk.startsWith("stdout"));

    expect(kept).toEqual(["stdout@0:0...", "stdout@4:4...", "stdout@8:8...", "stdout@92:92..", "stdout@96:96.."]);
    expect(await scene.store.job("job1")).toMatchObject({ last: { stdoutBytes: 100, stderrBytes: 25 } });
  });

  test("the tail is never shorter than promised", async () => {
    const limits = { headBytes: 0, tailBytes: 6 };
    for (let offset = 0; offset < 40; offset += 4) await scene.store.ship(claim.lease, [piece("abcd", offset)], limits);
    expect(await transcript(scene, "job1")).toBe("stdout@32:abcd stdout@36:abcd");
  });

  test("pieces may themselves skip ahead", async () => {
    await ship(piece("head"), piece("tail", 1_000_000));
    expect(await transcript(scene, "job1")).toBe("stdout@0:head stdout@1000000:tail");
    expect(await scene.store.job("job1")).toMatchObject({ last: { stdoutBytes: 1_000_004 } });
  });

  test("takes full-sized pieces, and refuses larger shipments", async () => {
    const bytes = new Uint8Array(MAX_PIECE_BYTES).fill(65);
    const pieces = [0, 1, 2, 3].map((i) => ({ ...piece("", i * bytes.length), bytes }));

    expect(await ship(...pieces)).toBe(true);

    await expect(ship(...pieces, piece("x", bytes.length * 4))).rejects.toThrow(RangeError);
  });

  test("a lease that is gone ships nothing", async () => {
    await settle(scene, claim, DONE);
    expect(await ship(piece("late"))).toBe(false);
    expect(await scene.store.ship({ ...claim.lease, nonce: "0" }, [piece("forged")], LIMITS)).toBe(false);
    expect(await transcript(scene, "job1")).toBe("");
  });

  test("is read from any byte on, or from the next one that was kept", async () => {
    await ship(piece("head"), piece("err", 0, "stderr"), piece("more", 4), piece("tail", 100));
    const from = async (at: number, limit = 9) => {
      const place = { attempt: 1, stream: "stdout" as const, from: at, limit };
      const chunks = await scene.store.outputFrom("job1", place);
      return chunks.filter(({ offset, bytes }) => offset + bytes.length > at).map(({ offset }) => offset);
    };
    expect(await from(0)).toEqual([0, 4, 100]);
    expect(await from(3)).toEqual([0, 4, 100]);
    expect(await from(4, 2)).toEqual([4, 100]);
    expect(await from(50)).toEqual([100]);
    expect(await from(104)).toEqual([]);
    expect(await scene.store.outputFrom("nobody", { attempt: 1, stream: "stdout", from: 0, limit: 1 })).toEqual([]);
  });

  test("an empty piece is fine", async () => {
    expect(await ship(piece(""))).toBe(true);
    expect(await transcript(scene, "job1")).toBe("");
  });
}
