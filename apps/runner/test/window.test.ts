import { describe, expect, test } from "bun:test";
import { StreamWindow } from "../src/spool/window.ts";

const limits = { headBytes: 10, tailBytes: 20 };

/** Everything that would be shipped now, as [offset, length]. */
function ships(window: StreamWindow, max = 1_000): [number, number][] {
  const ranges: [number, number][] = [];
  const end = Number.POSITIVE_INFINITY;
  for (let range = window.take(end, max); range !== null; range = window.take(end, max)) {
    ranges.push([range.from, range.to - range.from]);
  }
  return ranges;
}

describe("the window", () => {
  test("ships everything as long as it fits, once", () => {
    const window = new StreamWindow(limits);
    window.see(25);
    expect(window.remaining).toBe(25);
    expect(ships(window)).toEqual([
      [0, 10],
      [10, 15],
    ]);
    window.see(28);
    expect(ships(window)).toEqual([[25, 3]]);
    expect(window.remaining).toBe(0);
  });

  test("skips what lies between head and tail, to the byte", () => {
    const window = new StreamWindow(limits);
    window.see(100);
    expect(window.remaining).toBe(30);
    expect(ships(window)).toEqual([
      [0, 10],
      [80, 20],
    ]);
  });

  test("skips ahead when it falls behind", () => {
    const window = new StreamWindow(limits);
    window.see(12);
    ships(window);
    window.see(1_000);
    expect(ships(window)).toEqual([[980, 20]]);
  });

  test("takes no more than asked for", () => {
    const window = new StreamWindow(limits);
    window.see(9);
    expect(ships(window, 4)).toEqual([
      [0, 4],
      [4, 4],
      [8, 1],
    ]);
  });

  test("takes nothing from behind an end", () => {
    const window = new StreamWindow(limits);
    window.see(15);
    expect(window.take(12, 100)).toEqual({ from: 0, to: 10 });
    expect(window.take(12, 100)).toEqual({ from: 10, to: 12 });
    expect(window.take(12, 100)).toBeNull();
  });

  test("wants what is not durable yet, of the head and of the tail, and nothing of what lies between", () => {
    const window = new StreamWindow(limits);
    window.see(100);
    const wanted = () => [
      window.wants({ from: 0, to: 10 }),
      window.wants({ from: 10, to: 80 }),
      window.wants({ from: 80, to: 100 }),
    ];
    expect(wanted()).toEqual([true, false, true]);
    ships(window);
    expect(wanted()).toEqual([true, false, true]);
    window.acknowledge();
    expect(wanted()).toEqual([false, false, false]);
  });

  test("resumes behind what a dead runner had shipped", () => {
    const window = new StreamWindow(limits, 12);
    window.see(15);
    expect(ships(window)).toEqual([[12, 3]]);
  });

  test("keeps nothing when nothing is to be kept", () => {
    const window = new StreamWindow({ headBytes: 0, tailBytes: 0 });
    window.see(50);
    expect(ships(window)).toEqual([]);
  });
});
