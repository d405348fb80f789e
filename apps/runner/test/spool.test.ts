/** An attempt's output between its pipes and the store, without a job: each kind of pipe, each way to wait for it, the log's segments. */
import { afterAll, describe, expect, test } from "bun:test";
import { closeSync, constants, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "../src/service/service.ts";
import { SpoolLog } from "../src/spool/log.ts";
import { readinessOf } from "../src/spool/outlets.ts";
import { Pipe, readable } from "../src/spool/pipe.ts";
import { TimedPoll } from "../src/spool/readiness.ts";
import { Spool } from "../src/spool/spool.ts";

const dir = mkdtempSync(join(tmpdir(), "queuectl-spool-"));
afterAll(() => rmSync(dir, { recursive: true }));

const MB = 1_048_576;
let made = 0;
const path = () => join(dir, `file-${++made}`);
const lease = () => ({ seq: ++made, attempt: 1, nonce: "nonce" });
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

/** What a log or a file of so many bytes carries: each position tells itself apart from its neighbours. */
const pattern = (from: number, to: number) => Uint8Array.from({ length: to - from }, (_, at) => (from + at) % 251);

/** A pipe whose other end is in the test's hands. Without a name on Linux; elsewhere that kind is not to be had. */
const KINDS: [string, () => Pipe][] = [["a FIFO", () => Pipe.named(path())]];
if (process.platform === "linux") KINDS.push(["a pipe without a name", () => Pipe.anonymous()]);

describe.each(KINDS)("%s", (_, make) => {
  test("gives what was written, is empty then, and has its end once nobody has it open", () => {
    const pipe = make();
    const end = pipe.both();
    const into = new Uint8Array(100);
    expect([pipe.read(into), pipe.ended]).toEqual([0, false]);
    writeSync(end, "one\n");
    writeSync(end, "two\n");
    expect(readable([pipe])).toEqual([pipe]);
    expect(text(into.subarray(0, pipe.read(into)))).toBe("one\ntwo\n");
    expect(readable([pipe])).toEqual([]);
    expect([pipe.read(into), pipe.ended]).toEqual([0, false]);
    closeSync(end);
    readable([pipe]);
    expect([pipe.read(into), pipe.ended]).toEqual([0, true]);
    pipe.close();
  });

  test("serves another writer after its end", () => {
    const pipe = make();
    closeSync(pipe.both());
    readable([pipe]);
    expect(pipe.ended).toBeTrue();
    const end = pipe.both();
    expect(pipe.ended).toBeFalse();
    writeSync(end, "again");
    const into = new Uint8Array(100);
    expect(text(into.subarray(0, pipe.read(into)))).toBe("again");
    closeSync(end);
    pipe.close();
  });

  test.each([
    ["at a position", 0],
    // Linux splices into no file that is open for appending: the same answer as from a file system without splice.
    ["where there is no splice", constants.O_APPEND],
  ])("moves what it holds into a file, %s, no more than is wanted", (_, flags) => {
    const pipe = make();
    const end = pipe.both();
    const file = path();
    const fd = openSync(file, constants.O_RDWR | constants.O_CREAT | flags);
    writeSync(end, "hello, world");
    expect(pipe.move(fd, 0, 7)).toBe(7);
    expect(readable([pipe])).toEqual([pipe]);
    expect(pipe.move(fd, 7, 100)).toBe(5);
    expect(pipe.move(fd, 12, 100)).toBe(0);
    expect(readFileSync(file, "utf8")).toBe("hello, world");
    for (const each of [fd, end]) closeSync(each);
    pipe.close();
  });

  test("has lost nothing when the file takes nothing", () => {
    const pipe = make();
    const end = pipe.both();
    const file = path();
    writeSync(end, "hello");
    const readOnly = openSync(file, constants.O_RDONLY | constants.O_CREAT);
    expect(() => pipe.move(readOnly, 0, 100)).toThrow("EBADF");
    const fd = openSync(file, constants.O_RDWR);
    expect(pipe.move(fd, 0, 100)).toBe(5);
    expect(readFileSync(file, "utf8")).toBe("hello");
    for (const each of [readOnly, fd, end]) closeSync(each);
    pipe.close();
  });

  test.each([
    ["the kernel's events", () => readinessOf(systemClock)],
    ["looks again and again", () => new TimedPoll(systemClock)],
  ])("is waited for by %s, until there is something and until its end", async (_, by) => {
    const readiness = by();
    const pipe = make();
    const end = pipe.both();
    const ready = () => new Promise<void>((resolve) => readiness.once([pipe], resolve));
    const into = new Uint8Array(10);
    for (const word of ["one", "two"]) {
      const waiting = ready();
      expect(await Promise.race([waiting, Bun.sleep(50).then(() => "silent")])).toBe("silent");
      writeSync(end, word);
      await waiting;
      expect(text(into.subarray(0, pipe.read(into)))).toBe(word);
    }
    const ended = ready();
    closeSync(end);
    await ended;
    expect([pipe.read(into), pipe.ended]).toEqual([0, true]);
    readiness.forget(pipe);
    pipe.close();
    readiness.close();
  });
});

test("a FIFO leaves no name behind, and a name that is taken is no pipe", () => {
  const name = path();
  const pipe = Pipe.named(name);
  expect(() => Pipe.named(name)).toThrow("EEXIST");
  pipe.close();
  expect(readdirSync(dir)).not.toContain(name.split("/").at(-1));
  expect(() => Pipe.named(join(dir, "nowhere/fifo"))).toThrow("ENOENT");
});

describe("the log", () => {
  test("begins another file after 4 MiB, and is read across them", () => {
    const of = lease();
    const log = SpoolLog.create(dir, of, "stdout");
    for (let at = 0; at < 9 * MB; at += 1.5 * MB) log.append(pattern(at, at + 1.5 * MB));
    const names = readdirSync(dir).filter((name) => name.startsWith(`${of.seq}.`));
    expect(names.map((name) => Number(name.split(".").at(-1))).toSorted((a, b) => a - b)).toEqual([0, 4 * MB, 8 * MB]);
    expect(log.size).toBe(9 * MB);
    for (const [from, to] of [
      [0, 10],
      [4 * MB - 5, 4 * MB + 5],
      [3 * MB, 9 * MB],
    ] as const) {
      expect(Buffer.compare(log.read({ from, to }), pattern(from, to))).toBe(0);
    }
    expect(log.read({ from: 9 * MB - 3, to: 10 * MB })).toHaveLength(3);
    log.close();
  });

  test("frees what nobody wants, and goes on at the same place", () => {
    const of = lease();
    const log = SpoolLog.create(dir, of, "stderr");
    log.append(pattern(0, 5 * MB));
    log.free(({ to }) => to > 4 * MB);
    log.append(pattern(5 * MB, 6 * MB));
    expect(Buffer.compare(log.read({ from: 4 * MB, to: 6 * MB }), pattern(4 * MB, 6 * MB))).toBe(0);
    expect(log.read({ from: 0, to: 10 })).toHaveLength(0);
    // Nothing of the last one is wanted either: an empty one takes its place, so that its name still tells how much there was.
    log.free(() => false);
    const names = readdirSync(dir).filter((name) => name.startsWith(`${of.seq}.`));
    expect(names.map((name) => name.split(".").at(-1))).toEqual([String(6 * MB)]);
    log.append(pattern(6 * MB, 6 * MB + 10));
    expect(log.size).toBe(6 * MB + 10);
    log.close();
  });

  test("is resumed where whoever died left off", () => {
    const of = lease();
    expect(SpoolLog.resume(dir, of, "stdout")).toBeNull();
    const log = SpoolLog.create(dir, of, "stdout");
    log.append(pattern(0, 5 * MB));
    log.free(({ to }) => to > 4 * MB);
    log.close();
    const resumed = SpoolLog.resume(dir, of, "stdout") as SpoolLog;
    expect(resumed.size).toBe(5 * MB);
    resumed.append(pattern(5 * MB, 5 * MB + 10));
    expect(Buffer.compare(resumed.read({ from: 5 * MB - 10, to: 6 * MB }), pattern(5 * MB - 10, 5 * MB + 10))).toBe(0);
    resumed.close();
  });

  test("begins no file that is there already, and follows no link", () => {
    const of = lease();
    SpoolLog.create(dir, of, "stdout").close();
    expect(() => SpoolLog.create(dir, of, "stdout")).toThrow("EEXIST");
  });
});

test("of what nobody fetches, the beginning and the end are kept, in bounded space, and the rest is known to the byte", () => {
  const of = lease();
  const limits = { headBytes: 1_000, tailBytes: 10_000 };
  const pipes = { stdout: KINDS[0]?.[1]() as Pipe, stderr: null };
  const end = pipes.stdout.both();
  const spool = new Spool({ dir, lease: of, limits, pipes });
  const line = Buffer.from(`${"x".repeat(999)}\n`);
  const written = 20_000 * line.length;
  let read = 0;
  for (let at = 0; at < written; at += 20 * line.length) {
    writeSync(end, Buffer.concat(Array(20).fill(line)));
    read += spool.read(1);
    const kept = readdirSync(dir).filter((name) => name.startsWith(`${of.seq}.`));
    expect(kept.length).toBeLessThanOrEqual(3);
  }
  expect(read).toBe(written);
  const pieces = spool.take();
  expect(pieces.map(({ offset, bytes }) => [offset, bytes.length])).toEqual([
    [0, 1_000],
    [written - 10_000, 10_000],
  ]);
  spool.acknowledge();
  expect(spool.fitsSettle).toBeTrue();
  expect(spool.take()).toEqual([]);
  spool.close();
  closeSync(end);
  pipes.stdout.close();
});
