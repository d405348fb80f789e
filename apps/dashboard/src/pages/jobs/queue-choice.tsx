import { navigate, withParams } from "../../router.ts";
import { FIRST_PAGE } from "./filter.ts";

/** Narrows a list down to one of these queues; the one that is chosen can be seen, and left, even if it is none of them. */
export function QueueChoice({ queues, chosen }: { queues: readonly string[]; chosen: string | null }) {
  const names = new Set([...queues, ...(chosen === null ? [] : [chosen])]);
  return (
    <label class="field-inline">
      <span>Queue</span>
      <select
        value={chosen ?? ""}
        onChange={(event) => navigate(withParams({ queue: event.currentTarget.value, id: null, ...FIRST_PAGE }))}
      >
        <option value="">all</option>
        {[...names].sort().map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
