import { expect, test } from "bun:test";
import { Stillness } from "./stillness.ts";

test("counts from when it first saw a heartbeat, whatever instant that names", () => {
  let now = 0;
  const stillness = new Stillness(() => now);
  const stillFor = (heartbeat_at: number) => stillness.look([{ id: "r", heartbeat_at }]).get("r");

  expect(stillFor(-3_600_000)).toBe(0);
  now = 59_000;
  expect(stillFor(-3_600_000)).toBe(59_000);
  expect(stillFor(3_600_000)).toBe(0);
  now = 60_000;
  expect(stillFor(3_600_000)).toBe(1_000);
});

test("forgets a runner that is gone", () => {
  let now = 0;
  const stillness = new Stillness(() => now);
  stillness.look([{ id: "r", heartbeat_at: 5 }]);
  stillness.look([]);
  now = 60_000;
  expect(stillness.look([{ id: "r", heartbeat_at: 5 }]).get("r")).toBe(0);
});
