import { JOB_STATES } from "@queuectl/core";
import { useRef } from "preact/hooks";
import { shortCount } from "../../format/numbers.ts";
import { latest } from "../../live/connection.ts";
import { navigate, withParams } from "../../router.ts";
import { FIRST_PAGE, type JobsFilter } from "./filter.ts";
import { QueueChoice } from "./queue-choice.tsx";

/** Narrows the list down. Each choice is an address of its own. */
export function JobFilters({ filter }: { filter: JobsFilter }) {
  const counts = latest.jobs.value?.jobs;
  const queues = latest.queues.value?.queues ?? [];

  return (
    <search class="filters">
      <nav class="chips" aria-label="States">
        <a
          class="chip"
          href={withParams({ state: null, id: null, ...FIRST_PAGE })}
          aria-current={filter.states.length === 0 ? "true" : undefined}
        >
          all
        </a>
        {JOB_STATES.map((state) => {
          const chosen = filter.states.includes(state);
          const next = JOB_STATES.filter((each) => (each === state ? !chosen : filter.states.includes(each)));
          return (
            <a
              key={state}
              class={`chip tone-${state}`}
              href={withParams({ state: next, id: null, ...FIRST_PAGE })}
              aria-current={chosen ? "true" : undefined}
            >
              {state}
              {counts && <span class="chip-count"> {shortCount(counts[state])}</span>}
            </a>
          );
        })}
      </nav>
      <QueueChoice queues={queues.map(({ name }) => name)} chosen={filter.queue} />
      <label class="field-inline">
        <span>Order</span>
        <select
          value={filter.oldestFirst ? "oldest" : ""}
          onChange={(event) => navigate(withParams({ order: event.currentTarget.value, ...FIRST_PAGE }))}
        >
          <option value="">newest first</option>
          <option value="oldest">oldest first</option>
        </select>
      </label>
      <IdSearch prefix={filter.idPrefix ?? ""} />
    </search>
  );
}

const TYPING_MS = 250;

/** Finds jobs by how their id begins, while it is typed. */
function IdSearch({ prefix }: { prefix: string }) {
  const pending = useRef<ReturnType<typeof setTimeout>>(undefined);
  return (
    <label class="field-inline search">
      <span>Id begins with</span>
      <input
        type="search"
        name="id"
        value={prefix}
        spellcheck={false}
        autocomplete="off"
        onInput={(event) => {
          const id = event.currentTarget.value.trim();
          clearTimeout(pending.current);
          pending.current = setTimeout(
            () => navigate(withParams({ id, state: null, queue: null, ...FIRST_PAGE }), { replace: prefix !== "" }),
            TYPING_MS,
          );
        }}
      />
    </label>
  );
}
