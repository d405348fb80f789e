import type { JobState } from "@queuectl/core";
import type { MemoryDatabase } from "./database.ts";

/** Counts the jobs themselves, by queue and state. */
export function recount({ bySeq }: MemoryDatabase): Record<string, Partial<Record<JobState, number>>> {
  const counts: Record<string, Partial<Record<JobState, number>>> = {};
  for (const { queue, state } of bySeq.values()) {
    counts[queue] ??= {};
    counts[queue][state] = (counts[queue][state] ?? 0) + 1;
  }
  return counts;
}
