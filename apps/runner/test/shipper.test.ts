import { expect, test } from "bun:test";
import { mkdtempSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Spool } from "../src/spool/spool.ts";
import { Shipper } from "../src/worker/shipper.ts";

test("where holes cannot be punched, output beyond output-max ends the job", () => {
  const dir = mkdtempSync(join(tmpdir(), "queuectl-spool-"));
  const lease = { seq: 1, attempt: 1, nonce: "n" };
  const limits = { headBytes: 0, tailBytes: 1_024 };
  const spool = Spool.create(dir, { lease, limits, spare: null }, () => false);
  const shipper = new Shipper(spool, Date.now, () => {});
  writeSync(spool.fd("stdout"), new Uint8Array(2 * 1_048_576));
  expect(shipper.look(4 * 1_048_576)).toBe(true);
  writeSync(spool.fd("stdout"), new Uint8Array(3 * 1_048_576));
  expect(shipper.look(4 * 1_048_576)).toBe(false);
  spool.close();
});
