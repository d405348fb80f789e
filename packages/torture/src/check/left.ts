import { existsSync, readdirSync } from "node:fs";
import type { Violation } from "../scene/invariants.ts";
import type { Facts } from "./facts.ts";

/** What must not be there once nothing runs. */
export function* checkLeft({ living, attempts, jobs, spool, terminal }: Facts): Generator<Violation> {
  if (!terminal) return;
  const rows = new Map(attempts.map((row) => [`${row.job}.${row.number}`, row]));
  for (const { pid, group, lease, command } of living) {
    const attempt = rows.get((lease ?? "").split(".").slice(0, 2).join("."));
    const completed = attempt?.outcome === "exited" && attempt.exit_code === 0;
    // After success only the group is ended: a daemon that left it on purpose may live on.
    if (completed && attempt.pid !== group) continue;
    const of = jobs.find(({ seq }) => seq === attempt?.job)?.id ?? lease;
    yield {
      invariant: "leftovers",
      detail: `pid ${pid} of ${of} (${attempt?.outcome}) lives: ${command.slice(0, 120)}`,
    };
  }
  const spooled = existsSync(spool) ? readdirSync(spool) : [];
  if (spooled.length > 0)
    yield { invariant: "spool", detail: `${spooled.length} files: ${spooled.slice(0, 5).join(" ")}` };
}
