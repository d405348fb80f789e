import type { Signal } from "@preact/signals";
import { useId } from "preact/hooks";

/** A labelled text field. What is wrong with it is said below it, and announced. */
export function Field({ label, hint, value, problem = null, lines, ...rest }: FieldProps) {
  const id = useId();
  const common = {
    id,
    value: value.value,
    spellcheck: false,
    autocomplete: "off" as const,
    "aria-invalid": problem !== null,
    "aria-describedby": `${id}-hint ${id}-problem`,
    onInput: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) => {
      value.value = event.currentTarget.value;
      rest.onInput?.();
    },
  };
  return (
    <div class={`field ${rest.mono ? "mono" : ""}`}>
      <label for={id}>{label}</label>
      {lines === undefined ? (
        <input type="text" placeholder={rest.placeholder} name={rest.name} {...common} />
      ) : (
        <textarea rows={lines} placeholder={rest.placeholder} name={rest.name} {...common} />
      )}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <p class="problem" id={`${id}-problem`} aria-live="polite">
        {problem}
      </p>
    </div>
  );
}

interface FieldProps {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: Signal<string>;
  readonly problem?: string | null | undefined;
  readonly name?: string;
  readonly placeholder?: string | undefined;
  /** A field of several lines. */
  readonly lines?: number;
  readonly mono?: boolean;
  readonly onInput?: () => void;
}
