import { expect, test } from "bun:test";
import * as fc from "fast-check";
import { formatLease, parseLease } from "./lease.ts";

test("what is written is read back", () => {
  const leases = fc.record({
    seq: fc.integer({ min: 1, max: 1e15 - 1 }),
    attempt: fc.integer({ min: 1, max: 1e15 - 1 }),
    nonce: fc.stringMatching(/^[0-9a-z]{1,13}$/),
  });
  fc.assert(fc.property(leases, (lease) => expect(parseLease(formatLease(lease))).toEqual(lease)));
});

test.each(["", "1.2", "1.2.", "1.2.x.y", "a.2.x", "1.2.X", "1.2.x\n", " 1.2.x", "1.2.../etc", "-1.2.x"])(
  "%j is no lease",
  (text) => {
    expect(parseLease(text)).toBeNull();
  },
);
