import type { Reading } from "../store/reading.ts";

/** Where the store's own signal got lost, this often is looked anyway. */
const LOOK_MS = 1_000;

/** Waits for changes in a store. What happened since the last wait counts: no change is slept through. */
export class Changes implements Disposable {
  #changed = false;
  #wake: (() => void) | null = null;
  readonly #watch: { close(): void };

  constructor(store: Reading) {
    const changed = () => {
      this.#changed = true;
      this.#wake?.();
    };
    this.#watch = store.watch(changed, () => LOOK_MS);
  }

  /** Resolves after the next change, or after `atMostMs`: to whether there was one. */
  async next(atMostMs = LOOK_MS): Promise<boolean> {
    if (!this.#changed) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      const timer = setTimeout(resolve, atMostMs);
      await promise;
      clearTimeout(timer);
      this.#wake = null;
    }
    const changed = this.#changed;
    this.#changed = false;
    return changed;
  }

  [Symbol.dispose](): void {
    this.#watch.close();
  }
}
