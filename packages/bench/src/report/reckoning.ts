import { figure } from "./cells.ts";
import type { Report } from "./report.ts";

/** A limit that follows from measured costs. */
interface Limit {
  readonly what: string;
  readonly how: string;
  /** `null` where a cost was not measured. */
  readonly comes: (cost: Costs) => string | null;
}

const LIMITS: readonly Limit[] = [
  {
    what: "short commands, of all runners together",
    how: "cores ÷ processor time of a job with its command",
    comes: ({ cores, of }) => rate(cores, of("cost", "processor time, with the command")),
  },
  {
    what: "short commands, of one runner, however many cores",
    how: "1 ÷ processor time of its main thread for a job",
    comes: ({ of }) => rate(1, of("cost", "processor time, the runner's main thread")),
  },
  {
    what: "`queuectl enqueue`, a process for each job",
    how: "cores ÷ time of the process",
    comes: ({ cores, of }) => rate(cores, of("startup", "enqueue")),
  },
  {
    what: "a worker more",
    how: "memory of 64 workers, less that of 4, ÷ 60",
    comes: ({ of }) => {
      const [few, many] = [of("memory", "4 workers, idle"), of("memory", "64 workers, idle")];
      return few === null || many === null ? null : figure((many - few) / 60, "MB");
    },
  },
  {
    what: "the file, a million jobs that wait",
    how: "bytes of a job",
    comes: ({ of }) => million(of("cost", "a job that waits")),
  },
  {
    what: "the file, a million completed jobs",
    how: "bytes of a job",
    comes: ({ of }) => million(of("cost", "a completed job")),
  },
];

interface Costs {
  readonly cores: number;
  /** What a row came to; `null` when it was not measured. */
  of(benchmark: string, what: string): number | null;
}

/** Where one machine ends, reckoned from what a run has measured; `null` when it has measured nothing of it. */
export function reckoning({ machine, benchmarks }: Report): string | null {
  const costs: Costs = {
    cores: machine.cores,
    of(benchmark, what) {
      const rows = benchmarks.find(({ name }) => name === benchmark)?.rows ?? [];
      const results = rows.find((row) => row.what === what)?.results ?? [];
      return results.find(({ role }) => role === "ours")?.median ?? null;
    },
  };
  const lines = LIMITS.flatMap(({ what, how, comes }) => {
    const limit = comes(costs);
    return limit === null ? [] : [`| ${what} | ${how} | ${limit} |`];
  });
  if (lines.length === 0) return null;
  return ["| limit | reckoned from | here |", "| --- | --- | --- |", ...lines].join("\n");
}

function rate(units: number, ms: number | null): string | null {
  return ms === null ? null : figure((units * 1_000) / ms, "/s");
}

function million(bytes: number | null): string | null {
  return bytes === null ? null : figure(bytes, "MB");
}
