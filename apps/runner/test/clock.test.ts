import { expect, test } from "bun:test";
import { systemClock } from "../src/service/service.ts";

test("a timer waits longer than setTimeout can", async () => {
  let fired = false;
  const timer = systemClock.after(2 ** 31 + 5, () => {
    fired = true;
  });
  await Bun.sleep(20);
  timer.cancel();
  expect(fired).toBe(false);
});
