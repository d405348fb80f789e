import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";

/** Beyond this many bytes, lines wait on disk. */
const SPILL_BYTES = 64 * 1_048_576;
const BLOCK_BYTES = 1_048_576;

/** Lines that wait until all of them were read: in memory while they are few, then in a file that has no name any more. */
export class KeptLines implements Disposable {
  #lines: string[] = [];
  #pending = 0;
  #file: number | null = null;

  constructor(private readonly spillBytes = SPILL_BYTES) {}

  add(line: string): void {
    this.#lines.push(line);
    this.#pending += line.length + 1;
    if (this.#pending > (this.#file === null ? this.spillBytes : BLOCK_BYTES)) this.#spill();
  }

  /** All lines in order. Synchronous, for a transaction that reads them must not wait. */
  *[Symbol.iterator](): Generator<string> {
    if (this.#file !== null) yield* linesOf(this.#file);
    yield* this.#lines;
  }

  [Symbol.dispose](): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  #spill(): void {
    this.#file ??= openNameless();
    let bytes: Uint8Array = new TextEncoder().encode(`${this.#lines.join("\n")}\n`);
    while (bytes.length > 0) bytes = bytes.subarray(writeSync(this.#file, bytes));
    this.#lines = [];
    this.#pending = 0;
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

function* linesOf(file: number): Generator<string> {
  const block = new Uint8Array(BLOCK_BYTES);
  const decoder = new TextDecoder();
  let rest = "";
  for (let at = 0; ; ) {
    const length = readSync(file, block, 0, block.length, at);
    if (length === 0) return;
    at += length;
    const lines = (rest + decoder.decode(block.subarray(0, length), { stream: true })).split("\n");
    rest = lines.pop() as string;
    yield* lines;
  }
}
