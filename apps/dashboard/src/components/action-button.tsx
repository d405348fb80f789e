import type { ComponentChildren } from "preact";
import { useAction } from "../live/action.ts";
import { mayChange } from "../live/session.ts";

/** A button for something that changes the store. While it works it cannot be pressed again; where all is read-only it is not there. */
export function ActionButton({ onPress, label, kind, disabled, children }: ActionButtonProps) {
  const action = useAction();
  if (!mayChange()) return null;
  return (
    <button
      type="button"
      class={kind}
      aria-label={label}
      aria-busy={action.busy.value}
      disabled={disabled || action.busy.value}
      onClick={() => void action.run(onPress)}
    >
      {children}
    </button>
  );
}

interface ActionButtonProps {
  readonly onPress: () => Promise<void>;
  /** For those who hear it, where the text alone does not say what it is about. */
  readonly label?: string;
  readonly kind?: "primary" | "danger" | "quiet" | "quiet danger" | undefined;
  readonly disabled?: boolean;
  readonly children: ComponentChildren;
}
