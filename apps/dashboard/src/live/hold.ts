import { type ReadonlySignal, useComputed, useSignal } from "@preact/signals";

/**
 * Whether somebody is about to act on what is shown: the pointer or the focus is in it, or something is selected. Then it must
 * not move. `watch` goes on the element in question.
 */
export function useHold(selected: ReadonlySignal<ReadonlySet<string>>) {
  const pointed = useSignal(false);
  const focused = useSignal(false);
  return {
    held: useComputed(() => pointed.value || focused.value || selected.value.size > 0),
    watch: {
      onPointerEnter: (event: PointerEvent) => {
        // A finger leaves no pointer behind that could miss.
        if (event.pointerType === "mouse") pointed.value = true;
      },
      onPointerLeave: () => {
        pointed.value = false;
      },
      onFocusIn: () => {
        focused.value = true;
      },
      onFocusOut: (event: FocusEvent) => {
        const { currentTarget, relatedTarget } = event;
        focused.value = currentTarget instanceof Node && currentTarget.contains(relatedTarget as Node | null);
      },
    },
  };
}
