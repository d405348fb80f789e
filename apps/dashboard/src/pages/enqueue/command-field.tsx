import type { Signal } from "@preact/signals";
import { Field } from "../../components/field.tsx";
import type { Draft } from "./draft.ts";

/** The command, and how it is to be read. */
export function CommandField({ draft, ...field }: CommandFieldProps) {
  const { kind } = draft;
  return (
    <fieldset class="command-field">
      <legend>What to execute</legend>
      <div class="segments" role="radiogroup" aria-label="How the command is read">
        {(["shell", "argv"] as const).map((each) => (
          <label key={each} class="segment">
            <input
              type="radio"
              name="kind"
              checked={kind.value === each}
              onChange={() => {
                kind.value = each;
              }}
            />
            {each === "shell" ? "A shell line" : "Arguments, without a shell"}
          </label>
        ))}
      </div>
      <Field
        {...field}
        mono
        lines={kind.value === "shell" ? 2 : 4}
        hint={
          kind.value === "shell"
            ? "for /bin/sh -c"
            : "the program, then each argument, one a line, or all as a JSON array; nothing is expanded"
        }
        placeholder={kind.value === "shell" ? "convert a.png b.jpg && echo done" : "convert\na.png\nb.jpg"}
      />
    </fieldset>
  );
}

interface CommandFieldProps {
  readonly draft: Draft;
  readonly label: string;
  readonly name: string;
  readonly value: Signal<string>;
  readonly problem: string | undefined;
  readonly onInput: () => void;
}
