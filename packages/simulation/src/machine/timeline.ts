import { drainMicrotasks } from "bun:jsc";

interface Happening {
  readonly at: number;
  /** Breaks ties: what was planned first happens first. */
  readonly order: number;
  act: (() => void) | null;
}

const ASK_EVERY = 32;

/** Virtual time: nothing happens between two happenings, and one that is an hour away costs nothing. */
export class Timeline {
  /** Milliseconds since the beginning, with a fraction. Never goes back. */
  now = 0;
  readonly #heap: Happening[] = [];
  #planned = 0;

  /** Calls `then` once after `ms`. Returns how to call it off. */
  after(ms: number, then: () => void): () => void {
    const happening: Happening = { at: this.now + Math.max(0, ms), order: this.#planned++, act: then };
    this.#push(happening);
    return () => {
      happening.act = null;
    };
  }

  /**
   * Lets happen what comes until `done()`, which is asked now and then, or until `limit`. Returns whether it is done.
   * Must not be called from within a promise's reaction: every happening is followed by all reactions to it.
   */
  run(done: () => boolean, limit: number): boolean {
    drainMicrotasks();
    for (let happened = 0; happened % ASK_EVERY !== 0 || !done(); happened++) {
      const next = this.#heap[0];
      if (next === undefined || next.at > limit) return done();
      this.#pop();
      if (next.act === null) continue;
      this.now = next.at;
      next.act();
      drainMicrotasks();
    }
    return true;
  }

  #push(happening: Happening): void {
    const heap = this.#heap;
    let index = heap.length;
    heap.push(happening);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(happening, heap[parent] as Happening)) break;
      heap[index] = heap[parent] as Happening;
      index = parent;
    }
    heap[index] = happening;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop() as Happening;
    if (heap.length === 0) return;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && before(heap[child + 1] as Happening, heap[child] as Happening)) child++;
      if (!before(heap[child] as Happening, last)) break;
      heap[index] = heap[child] as Happening;
      index = child;
    }
    heap[index] = last;
  }
}

function before(a: Happening, b: Happening): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
