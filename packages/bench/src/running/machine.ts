import { cpus, loadavg, release, totalmem } from "node:os";
import { run } from "./processes.ts";

/** What the figures were taken on. */
export interface Machine {
  readonly cores: number;
  readonly processor: string;
  readonly memoryMb: number;
  readonly system: string;
  readonly filesystem: string;
  readonly bun: string;
  /** How many were waiting for a processor in the last minute before the run. */
  readonly load: number;
}

export async function machine(folder: string): Promise<Machine> {
  return {
    cores: cpus().length,
    processor: cpus()[0]?.model.trim() ?? "unknown",
    memoryMb: Math.round(totalmem() / 1e6),
    system: `${process.platform} ${release()} ${process.arch}`,
    filesystem: await filesystem(folder),
    bun: Bun.version,
    load: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  };
}

export function describeMachine({ cores, processor, memoryMb, system, filesystem, bun, load }: Machine): string {
  return `${cores} × ${processor}, ${Math.round(memoryMb / 1_000)} GB, ${system}, ${filesystem}, Bun ${bun}, load ${load}`;
}

/** Why the figures may say little; `null` on a quiet machine. */
export function disturbance({ load, cores }: Machine): string | null {
  if (load < 0.25 * cores) return null;
  return `The machine is busy (load ${load}): ratios bend, times and rates say little. Wait until it is quiet.`;
}

async function filesystem(folder: string): Promise<string> {
  const { PATH = "" } = process.env;
  // GNU's; another system's name for it would not help anybody who compares.
  const answer = await run(["df", "--output=fstype", folder], { cwd: folder, env: { PATH } }).catch(() => "");
  return answer.trim().split("\n").at(-1) || "unknown file system";
}
