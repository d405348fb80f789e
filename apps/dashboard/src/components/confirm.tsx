import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { Dialog } from "./dialog.tsx";

interface Question {
  readonly title: string;
  readonly text: ComponentChildren;
  /** What the button says: the verb, never "OK". */
  readonly verb: string;
  readonly danger: boolean;
  readonly answer: (yes: boolean) => void;
}

const question = signal<Question | null>(null);

/** Asks before something that cannot be undone, or that concerns many. Resolves to the answer; closing the dialog is a no. */
export function confirmed(ask: Omit<Question, "answer" | "danger"> & { danger?: boolean }): Promise<boolean> {
  return new Promise((resolve) => {
    question.value = { danger: false, ...ask, answer: resolve };
  });
}

/** Where the questions are shown. There is one, in the shell. */
export function Questions() {
  const open = question.value;
  if (open === null) return null;
  const answer = (yes: boolean) => {
    question.value = null;
    open.answer(yes);
  };
  return (
    <Dialog title={open.title} onClose={() => answer(false)}>
      <div class="dialog-text">{open.text}</div>
      <div class="dialog-buttons">
        <button type="button" onClick={() => answer(false)}>
          Back
        </button>
        <button type="button" class={open.danger ? "danger solid" : "primary"} onClick={() => answer(true)}>
          {open.verb}
        </button>
      </div>
    </Dialog>
  );
}
