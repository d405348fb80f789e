/** What a process costs, by the word of the kernel. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

export function lacksProc(): string | null {
  return existsSync("/proc/self/schedstat") ? null : "it looks into /proc: run it on Linux";
}

/** Processor time of all its threads so far, in ms; not that of what it started. */
export function cpuMs(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const ns = threads.map((thread) =>
    Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]),
  );
  return ns.reduce((sum, each) => sum + each, 0) / 1e6;
}

/** Processor time of its main thread so far, in ms: what cannot be spread over several cores. */
export function mainThreadCpuMs(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]) / 1e6;
}

/** Processor time of what it started and waited for, in ms: whole ticks of ten. */
export function childrenCpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name may hold anything, so the fields are counted from its end.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) * 10;
}

/** Resident memory, in MB. */
export function rssMb(pid: number): number {
  return status(pid, "VmRSS") / 1_000;
}

/** The most that was resident since the process began, or since `forgetPeak`, in MB. */
export function peakRssMb(pid: number): number {
  return status(pid, "VmHWM") / 1_000;
}

export function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, "5");
}

function status(pid: number, field: string): number {
  const line = readFileSync(`/proc/${pid}/status`, "utf8")
    .split("\n")
    .find((each) => each.startsWith(`${field}:`));
  return Number.parseInt(line?.slice(field.length + 1) ?? "", 10);
}
