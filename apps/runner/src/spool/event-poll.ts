/**
 * Linux tells an event loop of pipes that somebody else reads from: an asynchronous poll (io_submit(2), `IOCB_CMD_POLL`) ends by counting
 * up an eventfd, which Bun reads as a stream. Bun's own streams would read the pipe itself, into a memory that SIGKILL takes with it.
 */
import { FFIType, ptr } from "bun:ffi";
import { closeSync, constants } from "node:fs";
import { failure, libc } from "../system/libc.ts";
import type { Pipe } from "./pipe.ts";
import type { Readiness } from "./readiness.ts";

const { i32, u32, i64, i64_fast } = FFIType;
const eventfd = libc("eventfd", { args: [u32, i32], returns: i32 } as const);
const syscall = libc("syscall", { args: [i64, i64, i64, i64, i64, i64], returns: i64_fast } as const);

const SYSCALLS = {
  x64: { setup: 206, destroy: 207, getevents: 208, submit: 209 },
  arm64: { setup: 0, destroy: 1, submit: 2, getevents: 4 },
} as const;

type Calls = (typeof SYSCALLS)[keyof typeof SYSCALLS];

/** So many pipes at a time: those of one job, and of what earlier ones left behind. */
const MOST_POLLS = 64;
const EFD_CLOEXEC = 0o2_000_000;
const IOCB_BYTES = 64;
const IOCB_CMD_POLL = 5;
const IOCB_FLAG_RESFD = 1;
const POLLIN = 1;
const EVENT_BYTES = 32;

export class EventPoll implements Readiness {
  /** By the number of their poll: a descriptor may be a later pipe's, too. */
  readonly #ready = new Map<number, () => void>();
  readonly #polls = new Map<Pipe, number>();
  readonly #iocbs = new DataView(new ArrayBuffer(IOCB_BYTES * MOST_POLLS));
  /** What io_submit(2) takes: where each of them is. */
  readonly #addresses = new BigUint64Array(MOST_POLLS).map((_, at) => BigInt(ptr(this.#iocbs) + at * IOCB_BYTES));
  readonly #events = new DataView(new ArrayBuffer(EVENT_BYTES * MOST_POLLS));
  readonly #cancel: () => Promise<void>;
  #last = 0;

  private constructor(
    private readonly calls: Calls,
    private readonly context: bigint,
    private readonly eventFd: number,
    /** For what there is no room, or a kernel from before 4.18. */
    private readonly otherwise: Readiness,
  ) {
    const reader = Bun.file(eventFd).stream().getReader();
    this.#cancel = () => reader.cancel();
    void this.#listen(() => reader.read());
  }

  /** `null` where the kernel has nothing of the kind, or a sandbox keeps it back. */
  static open(otherwise: Readiness): EventPoll | null {
    const calls = process.platform === "linux" ? SYSCALLS[process.arch as keyof typeof SYSCALLS] : undefined;
    const context = new BigUint64Array(1);
    if (calls === undefined || call(calls.setup, MOST_POLLS, ptr(context)) !== 0) return null;
    const eventFd = eventfd()(0, EFD_CLOEXEC | constants.O_NONBLOCK);
    if (eventFd < 0) throw failure("eventfd");
    return new EventPoll(calls, context[0] as bigint, eventFd, otherwise);
  }

  once(pipes: readonly Pipe[], ready: () => void): void {
    this.#submit(pipes.filter((pipe) => !this.#polls.has(pipe)));
    for (const pipe of pipes) {
      const poll = this.#polls.get(pipe);
      if (poll === undefined) this.otherwise.once([pipe], ready);
      else {
        this.#ready.set(poll, () => {
          this.#polls.delete(pipe);
          ready();
        });
      }
    }
  }

  forget(pipe: Pipe): void {
    this.#ready.delete(this.#polls.get(pipe) ?? 0);
    this.#polls.delete(pipe);
    this.otherwise.forget(pipe);
  }

  close(): void {
    this.otherwise.close();
    void this.#cancel().then(() => {
      call(this.calls.destroy, this.context);
      closeSync(this.eventFd);
    });
  }

  /** Those that there was room for have a number afterwards. */
  #submit(pipes: readonly Pipe[]): void {
    if (pipes.length === 0) return;
    const first = this.#last + 1;
    for (const [at, pipe] of pipes.entries()) this.#prepare(at * IOCB_BYTES, first + at, pipe.fd);
    this.#last += pipes.length;
    const submitted = call(this.calls.submit, this.context, pipes.length, ptr(this.#addresses));
    for (const [at, pipe] of pipes.entries()) if (at < submitted) this.#polls.set(pipe, first + at);
  }

  /** A struct iocb, as the kernel's `include/uapi/linux/aio_abi.h` has it. */
  #prepare(at: number, poll: number, fd: number): void {
    this.#iocbs.setBigUint64(at, BigInt(poll), true);
    this.#iocbs.setUint16(at + 16, IOCB_CMD_POLL, true);
    this.#iocbs.setUint32(at + 20, fd, true);
    this.#iocbs.setBigUint64(at + 24, BigInt(POLLIN), true);
    this.#iocbs.setUint32(at + 56, IOCB_FLAG_RESFD, true);
    this.#iocbs.setUint32(at + 60, this.eventFd, true);
  }

  async #listen(counted: () => Promise<{ done: boolean }>): Promise<void> {
    while (!(await counted()).done) {
      const count = call(this.calls.getevents, this.context, 0, MOST_POLLS, ptr(this.#events));
      for (let at = 0; at < count; at += 1) {
        // The poll's number comes back at the front of its struct io_event.
        const poll = Number(this.#events.getBigUint64(at * EVENT_BYTES, true));
        const ready = this.#ready.get(poll);
        this.#ready.delete(poll);
        ready?.();
      }
    }
  }
}

function call(number: number, ...args: (number | bigint)[]): number {
  const [a = 0, b = 0, c = 0, d = 0] = args;
  return syscall()(number, a, b, c, d, 0) as number;
}
