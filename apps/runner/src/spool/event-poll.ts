/**
 * Linux tells an event loop of pipes that somebody else reads from: an asynchronous poll (io_submit(2), `IOCB_CMD_POLL`) ends by counting
 * up an eventfd, which Bun reads as a stream. Bun's own streams would read the pipe itself, into a memory that SIGKILL takes with it.
 */
import { ptr } from "bun:ffi";
import { closeSync, constants } from "node:fs";
import { failure, linux } from "../system/libc.ts";
import type { Pipe } from "./pipe.ts";
import type { Readiness } from "./readiness.ts";

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
  readonly #iocb = new DataView(new ArrayBuffer(IOCB_BYTES));
  readonly #iocbs = new BigUint64Array([BigInt(ptr(this.#iocb))]);
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
    if (calls === undefined || syscall(calls.setup, MOST_POLLS, ptr(context)) !== 0) return null;
    const eventFd = linux().eventfd(0, EFD_CLOEXEC | constants.O_NONBLOCK);
    if (eventFd < 0) throw failure("eventfd");
    return new EventPoll(calls, context[0] as bigint, eventFd, otherwise);
  }

  once(pipe: Pipe, ready: () => void): void {
    const poll = this.#polls.get(pipe) ?? this.#submit(pipe);
    if (poll === null) {
      this.otherwise.once(pipe, ready);
      return;
    }
    this.#ready.set(poll, () => {
      this.#polls.delete(pipe);
      ready();
    });
  }

  forget(pipe: Pipe): void {
    this.#ready.delete(this.#polls.get(pipe) ?? 0);
    this.#polls.delete(pipe);
    this.otherwise.forget(pipe);
  }

  close(): void {
    this.otherwise.close();
    void this.#cancel().then(() => {
      syscall(this.calls.destroy, this.context);
      closeSync(this.eventFd);
    });
  }

  /** The number of the poll; `null` when there is none to be had. */
  #submit(pipe: Pipe): number | null {
    this.#last += 1;
    const poll = this.#last;
    // struct iocb, from the kernel's `include/uapi/linux/aio_abi.h`.
    this.#iocb.setBigUint64(0, BigInt(poll), true);
    this.#iocb.setUint16(16, IOCB_CMD_POLL, true);
    this.#iocb.setUint32(20, pipe.fd, true);
    this.#iocb.setBigUint64(24, BigInt(POLLIN), true);
    this.#iocb.setUint32(56, IOCB_FLAG_RESFD, true);
    this.#iocb.setUint32(60, this.eventFd, true);
    if (syscall(this.calls.submit, this.context, 1, ptr(this.#iocbs)) !== 1) return null;
    this.#polls.set(pipe, poll);
    return poll;
  }

  async #listen(counted: () => Promise<{ done: boolean }>): Promise<void> {
    while (!(await counted()).done) {
      const count = syscall(this.calls.getevents, this.context, 0, MOST_POLLS, ptr(this.#events));
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

function syscall(
  number: number,
  a: number | bigint,
  b: number | bigint = 0,
  c: number | bigint = 0,
  d: number | bigint = 0,
): number {
  return linux().syscall(number, a, b, c, d, 0) as number;
}
