/**
 * Jobs get the soft limit of descriptors that their runner was started with. Bun raises its own to the hard one, since it may need more
 * than the 1,024 that are usual, and a child inherits what its parent has just then. A limit is the whole process's, not a thread's: it is
 * lowered while any thread starts a child, and raised again after the last of them.
 */
import { FFIType, ptr } from "bun:ffi";
import { failure, libc } from "../system/libc.ts";

const { i32 } = FFIType;
const getrlimit = libc("getrlimit", { args: [i32, FFIType.ptr], returns: i32 } as const);
const setrlimit = libc("setrlimit", { args: [i32, FFIType.ptr], returns: i32 } as const);
const prlimit = libc("prlimit", { args: [i32, i32, FFIType.ptr, FFIType.ptr], returns: i32 } as const);
const RLIMIT_NOFILE = process.platform === "darwin" ? 8 : 7;

/** What a spawn opens itself, and what other threads may open meanwhile. */
const SPARE_DESCRIPTORS = 128;

/** What the threads of a process share. */
export interface SharedLimit {
  /** struct rlimit { rlim_t rlim_cur, rlim_max; }, as the process has it while nobody starts a child. */
  readonly own: BigUint64Array;
  /** Whether one of the threads changes the limit, and how many start a child. */
  readonly state: Int32Array<SharedArrayBuffer>;
}

const LOCK = 0;
const CHILDREN = 1;

/** To be asked for before any child is started. */
export function shareLimit(): SharedLimit {
  const own = new BigUint64Array(2);
  if (getrlimit()(RLIMIT_NOFILE, ptr(own)) !== 0) throw failure("getrlimit");
  return { own, state: new Int32Array(new SharedArrayBuffer(8)) };
}

export class DescriptorLimit {
  readonly #children: BigUint64Array;

  private constructor(
    private readonly soft: number,
    private readonly shared: SharedLimit,
  ) {
    this.#children = new BigUint64Array([BigInt(soft), shared.own[1] as bigint]);
  }

  /** `null` where jobs are to have what the process has. */
  static of(soft: number | null, shared: SharedLimit): DescriptorLimit | null {
    return soft !== null && BigInt(soft) < (shared.own[0] as bigint) ? new DescriptorLimit(soft, shared) : null;
  }

  /** Starts a child that has the limit. `highest`: one of the latest descriptors that were opened. */
  start<Child extends { readonly pid: number }>(start: () => Child, highest: number): Child {
    if (highest > this.soft - SPARE_DESCRIPTORS) return this.#startCrowded(start);
    this.#change(1, this.#children);
    try {
      return start();
    } finally {
      this.#change(-1, this.shared.own);
    }
  }

  /** Nearly all below the limit are taken: under it the child could not even be started. It gets it afterwards, in its first moments. */
  #startCrowded<Child extends { readonly pid: number }>(start: () => Child): Child {
    const child = start();
    if (process.platform === "linux") prlimit()(child.pid, RLIMIT_NOFILE, ptr(this.#children), null);
    return child;
  }

  /** The first to start a child, and the last to have started one, change the limit. */
  #change(by: 1 | -1, limit: BigUint64Array): void {
    const { state } = this.shared;
    while (Atomics.compareExchange(state, LOCK, 0, 1) !== 0) Atomics.wait(state, LOCK, 1, 1);
    const before = Atomics.add(state, CHILDREN, by);
    if (before === (by === 1 ? 0 : 1)) setrlimit()(RLIMIT_NOFILE, ptr(limit));
    Atomics.store(state, LOCK, 0);
    Atomics.notify(state, LOCK, 1);
  }
}
