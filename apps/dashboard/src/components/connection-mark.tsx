import { timeOfDaySeconds } from "../format/times.ts";
import { type Connection, connection } from "../live/connection.ts";
import { heardAt, stale } from "../live/freshness.ts";

const WORDS: Record<Connection, string> = {
  connecting: "Connecting",
  live: "Live",
  lost: "Connection lost",
  idle: "Paused",
};

/** Whether what is shown is of now. */
export function ConnectionMark() {
  const state = stale.value ? "lost" : connection.value;
  const at = heardAt.value;
  return (
    <p class={`connection ${state}`} role="status">
      <span class="dot" aria-hidden="true" />
      <span>
        {WORDS[state]}
        {state === "lost" && (
          <span class="connection-note">
            {at === null ? "; trying again" : `; trying again. What you see is of ${timeOfDaySeconds(at)}`}
          </span>
        )}
      </span>
    </p>
  );
}
