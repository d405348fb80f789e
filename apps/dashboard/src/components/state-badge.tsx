import type { JobState } from "@queuectl/core";

/** A job's state: a colour for the quick eye, and the word. */
export function StateBadge({ state, note }: { state: JobState; note?: string | undefined }) {
  return (
    <span class={`badge tone-${state}`}>
      {state}
      {note && <span class="badge-note"> {note}</span>}
    </span>
  );
}
