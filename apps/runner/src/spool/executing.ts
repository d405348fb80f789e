/**
 * What the workers of a runner execute, written down where SIGKILL does not reach: before an attempt's process there is a line that says
 * so, with the pipes that it writes to. Whoever takes the attempt over knows by it that it was begun, and finds what it wrote.
 */
import { closeSync, constants, openSync, readdirSync, readFileSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";
import { formatLease, type Lease, type OutputStream, parseLease } from "@queuectl/core";

const SUFFIX = ".executing";
/** What follows a runner's name in the files that it makes: this one, and pipes with names, by worker and number. */
const WRITTEN = /^\.(?:executing|\d+\.\d+\.fifo)$/;
/** The place of a line, of which nothing counts beyond its end: one write, which is there whole or not at all. */
const LINE_BYTES = 256;
/**
 * Each worker's lines are used in turn, so that what it executed lately is still there: an attempt has ended some time before its
 * settle is durable, and the worker does not wait for that. More than a worker ever executes meanwhile; see `Pace`.
 */
const LINES = 64;

/** The names of an attempt's pipes. */
export type PipeNames = Readonly<Record<OutputStream, string>>;

/** What one worker executes, and has executed lately. */
export class Executing {
  readonly #fd: number;
  readonly #first: number;
  #line = 0;

  /** `worker` from 1. */
  constructor(dir: string, runner: string, worker: number) {
    const flags = constants.O_RDWR | constants.O_CREAT | constants.O_NOFOLLOW;
    this.#fd = openSync(executingPath(dir, runner), flags, 0o600);
    this.#first = (worker - 1) * LINES;
  }

  begin(lease: Lease, { stdout, stderr }: PipeNames): void {
    this.#line = (this.#line + 1) % LINES;
    this.#write(`${formatLease(lease)} ${stdout} ${stderr}`);
  }

  /** Nothing came of what was begun last. */
  forget(): void {
    this.#write("");
  }

  close(): void {
    closeSync(this.#fd);
  }

  #write(text: string): void {
    writeSync(this.#fd, `${text}\n`, (this.#first + this.#line) * LINE_BYTES);
  }
}

/** The pipes of an attempt that some worker has begun, and that is not settled yet; `null` when none has. */
export function findExecuting(dir: string, lease: Lease): PipeNames | null {
  const wanted = formatLease(lease);
  for (const { lines } of records(dir)) {
    for (const [of, stdout = "", stderr = ""] of lines) if (of === wanted) return { stdout, stderr };
  }
  return null;
}

/** All that runners have written down in `dir`: by whom, and whose attempts. */
export function executingOf(dir: string): { runner: string; leases: Lease[] }[] {
  return records(dir).map(({ runner, lines }) => ({
    runner,
    leases: lines.flatMap(([of = ""]) => parseLease(of) ?? []),
  }));
}

/** A runner is gone, and nobody asks any more what it executed: removes what it has written down, and pipes that have names. */
export function removeExecuting(dir: string, runner: string): void {
  for (const name of readdirSync(dir)) {
    // The whole of it: `a.b` is another runner than `a`.
    if (!name.startsWith(`${runner}.`) || !WRITTEN.test(name.slice(runner.length))) continue;
    try {
      unlinkSync(join(dir, name));
    } catch {
      // Somebody else was there before.
    }
  }
}

function executingPath(dir: string, runner: string): string {
  return join(dir, runner + SUFFIX);
}

function records(dir: string): { runner: string; lines: string[][] }[] {
  const names = readdirSync(dir).filter((name) => name.endsWith(SUFFIX));
  return names.map((name) => ({
    runner: name.slice(0, -SUFFIX.length),
    lines: linesOf(join(dir, name)),
  }));
}

function linesOf(path: string): string[][] {
  try {
    const text = readFileSync(path, "latin1");
    const places = Array.from({ length: Math.ceil(text.length / LINE_BYTES) }, (_, line) => line * LINE_BYTES);
    return places.map((at) => text.slice(at, text.indexOf("\n", at)).split(" "));
  } catch {
    return [];
  }
}
