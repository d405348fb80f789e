import { expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatLease } from "@queuectl/core";
import { processStart } from "@queuectl/core/host";
import { wrecks } from "../src/dispatch/salvage.ts";
import { LEASE_VARIABLE } from "../src/messages/messages.ts";
import { systemClock } from "../src/service/service.ts";
import { until } from "./scene.ts";

/** What a dead runner knew, or had yet to record, of the attempt's first process. */
test.each(["nothing", "its pid", "its pid and its start"])(
  "with %s known of it, what is ended may start others to end well",
  async (known) => {
    const dir = mkdtempSync(join(tmpdir(), "queuectl-salvage-"));
    const lease = { seq: 1, attempt: 1, nonce: crypto.randomUUID() };
    const env = { PATH: process.env["PATH"] ?? "", [LEASE_VARIABLE]: formatLease(lease) };
    // The subshell is there only once it was asked to end: it is not asked, too.
    const script = "trap '(sleep 0.3; echo well > end); exit' TERM; : > begun; while :; do sleep 0.01; done";
    const child = Bun.spawn(["sh", "-c", script], {
      cwd: dir,
      env,
      detached: true,
      stdout: "ignore",
      stderr: "ignore",
    });
    try {
      await until(() => Bun.file(join(dir, "begun")).exists());
      const wreck = {
        lease,
        pid: known === "nothing" ? null : child.pid,
        processStart: known === "its pid and its start" ? processStart(child.pid) : null,
        shipped: { stdout: 0, stderr: 0 },
      };
      const limits = { headBytes: 1_000, tailBytes: 1_000 };
      const failed = (what: unknown) => expect(what).toBeNull();
      const ladder = { clock: systemClock, graceMs: 10_000, stuck: failed, unreadable: failed };
      await wrecks.end(wreck, { ...ladder, spoolDir: dir, limits });
      expect(readFileSync(join(dir, "end"), "utf8")).toBe("well\n");
      await child.exited;
    } finally {
      child.kill("SIGKILL");
      rmSync(dir, { recursive: true });
    }
  },
);
