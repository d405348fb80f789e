import type { Signal } from "@preact/signals";

/** The ids that are ticked. */
export type Selection = Signal<ReadonlySet<string>>;

/** Ticks all rows of a table, or none. */
export function SelectAll({ ids, selection }: { ids: readonly string[]; selection: Selection }) {
  const all = ids.every((id) => selection.value.has(id));
  return (
    <th scope="col" class="check">
      <input
        type="checkbox"
        aria-label="Select all jobs of this page"
        checked={all}
        onChange={() => {
          selection.value = new Set(all ? [] : ids);
        }}
      />
    </th>
  );
}

/** Ticks a row. */
export function SelectOne({ id, selection }: { id: string; selection: Selection }) {
  return (
    <td class="check">
      <input
        type="checkbox"
        aria-label={`Select ${id}`}
        checked={selection.value.has(id)}
        onChange={(event) => {
          const next = new Set(selection.value);
          if (event.currentTarget.checked) next.add(id);
          else next.delete(id);
          selection.value = next;
        }}
      />
    </td>
  );
}
