import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";

/** Beyond this many bytes, lines wait on disk. */
const SPILL_BYTES = 64 * 1_048_576;
const BLOCK_BYTES = 1_048_576;

/**
 * Lines that wait until all of them were read: in memory while they are few, then in a file that has no name any more.
 * They are kept as blocks of bytes, since a million short strings take several times the memory of their text.
 */
export class KeptLines implements Disposable {
  #open: string[] = [];
  #openLength = 0;
  #blocks: Uint8Array[] = [];
  #blockBytes = 0;
  #file: number | null = null;

  constructor(private readonly spillBytes = SPILL_BYTES) {}

  add(line: string): void {
    this.#open.push(line);
    this.#openLength += line.length + 1;
    if (this.#openLength >= BLOCK_BYTES) this.#seal();
  }

  /** All lines in order. Synchronous, for a transaction that reads them must not wait. */
  *[Symbol.iterator](): Generator<string> {
    if (this.#file !== null) yield* linesOf(blocksOf(this.#file));
    yield* linesOf(this.#blocks);
    yield* this.#open;
  }

  [Symbol.dispose](): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  #seal(): void {
    const block = new TextEncoder().encode(`${this.#open.join("\n")}\n`);
    this.#open = [];
    this.#openLength = 0;
    this.#blocks.push(block);
    this.#blockBytes += block.length;
    if (this.#file !== null || this.#blockBytes > this.spillBytes) this.#spill();
  }

  #spill(): void {
    this.#file ??= openNameless();
    for (const block of this.#blocks.splice(0)) {
      for (let rest = block; rest.length > 0; ) rest = rest.subarray(writeSync(this.#file, rest));
    }
  }
}

/** Nobody else can read it, and it is gone with this process, however that ends. */
function openNameless(): number {
  const folder = mkdtempSync(`${tmpdir()}/queuectl-`);
  try {
    return openSync(`${folder}/jobs`, "ax+", 0o600);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function* blocksOf(file: number): Generator<Uint8Array> {
  const block = new Uint8Array(BLOCK_BYTES);
  for (let at = 0; ; ) {
    const length = readSync(file, block, 0, block.length, at);
    if (length === 0) return;
    at += length;
    yield block.subarray(0, length);
  }
}

/** A line may lie across two blocks; the last one ends with a line break. */
function* linesOf(blocks: Iterable<Uint8Array>): Generator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for (const block of blocks) {
    const lines = (rest + decoder.decode(block, { stream: true })).split("\n");
    rest = lines.pop() as string;
    yield* lines;
  }
}
