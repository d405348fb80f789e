import { expect, test } from "bun:test";
import type { Row } from "../src/measuring/row.ts";
import { reckoning } from "../src/report/reckoning.ts";
import type { Report } from "../src/report/report.ts";

function row(what: string, median: number): Row {
  const ours = { name: "queuectl", role: "ours", median, rounds: [median], ratio: null } as const;
  return { what, unit: "ms", better: "less", results: [ours], verdicts: [], missing: [] };
}

function report(rows: Row[]): Report {
  const cost = { name: "cost", about: "", target: "", rows, failed: null, seconds: 1 };
  return {
    at: "2026-01-01T00:00:00.000Z",
    machine: { cores: 8, processor: "", memoryMb: 1, system: "", filesystem: "", bun: "", load: 0 },
    size: "full",
    rounds: 5,
    benchmarks: [cost],
  };
}

test("limits follow from what was measured, and only from that", () => {
  const limits = reckoning(report([row("processor time, with the command", 2), row("a job that waits", 500)]));

  expect(limits?.split("\n").slice(2)).toEqual([
    "| short commands, of all runners together | cores ÷ processor time of a job with its command | 4,000/s |",
    "| the file, a million jobs that wait | bytes of a job | 500 MB |",
  ]);
  expect(reckoning(report([]))).toBeNull();
});
