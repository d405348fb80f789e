import { useSignal } from "@preact/signals";
import {
  type ConfigKey,
  configText,
  describeKey,
  formatConfig,
  InvalidInput,
  LOCAL_KEYS,
  readConfig,
} from "@queuectl/core";
import { useId } from "preact/hooks";
import type { ConfigValue } from "../../api/contract.ts";
import { setConfig } from "../../api/operate.ts";
import { Refused } from "../../api/request.ts";
import { useAction } from "../../live/action.ts";
import { say } from "../../live/notices.ts";
import { mayChange } from "../../live/session.ts";

const DEFAULTS = readConfig(new Map());

/** One key: its value, what it means, and the way to change it. */
export function Setting({ name, value, onDone }: SettingProps) {
  const id = useId();
  const action = useAction();
  const stored = textOf(name, value);
  const initial = formatConfig(DEFAULTS, name);
  // What somebody is writing is not overwritten by what the server says meanwhile.
  const draft = useSignal<string | null>(null);
  const refusal = useSignal<string | null>(null);
  const text = draft.value ?? stored;
  const problem = draft.value === null ? null : (refusal.value ?? problemOf(name, text));
  const fixed = !mayChange() || LOCAL_KEYS.includes(name);

  const store = (next: string | null) =>
    action.run(async () => {
      try {
        await setConfig(name, next);
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        refusal.value = error.message;
        return;
      }
      draft.value = null;
      say(next === null ? `${name} is back to ${initial || "none"}` : `${name} is ${next}`);
      onDone();
    });

  return (
    <form
      class="setting"
      onSubmit={(event) => {
        event.preventDefault();
        if (problem === null && text !== stored) void store(text);
      }}
    >
      <div class="setting-name">
        <label for={id}>
          <code>{name}</code>
        </label>
        <p class="hint" id={`${id}-hint`}>
          {describeKey(name)}
          {LOCAL_KEYS.includes(name) && "; set it from the command line"}
        </p>
      </div>
      <div class="setting-value">
        <input
          id={id}
          type="text"
          value={text}
          readOnly={fixed}
          placeholder={initial === "" ? "none" : initial}
          spellcheck={false}
          autocomplete="off"
          aria-invalid={problem !== null}
          aria-describedby={`${id}-hint ${id}-problem`}
          onInput={(event) => {
            draft.value = event.currentTarget.value;
            refusal.value = null;
          }}
        />
        <p class="problem" id={`${id}-problem`} aria-live="polite">
          {problem}
        </p>
      </div>
      <div class="setting-actions">
        {text !== stored ? (
          <>
            <button type="submit" class="primary" disabled={problem !== null || action.busy.value}>
              Save
            </button>
            <button
              type="button"
              class="quiet"
              onClick={() => {
                draft.value = null;
              }}
            >
              Undo
            </button>
          </>
        ) : stored === initial ? (
          <span class="muted">default</span>
        ) : (
          !fixed && (
            <button type="button" class="quiet" aria-label={`Reset ${name}`} onClick={() => void store(null)}>
              Reset to {initial || "none"}
            </button>
          )
        )}
      </div>
    </form>
  );
}

interface SettingProps {
  readonly name: ConfigKey;
  readonly value: ConfigValue;
  readonly onDone: () => void;
}

/** The value as the command line writes it. */
function textOf(name: ConfigKey, value: ConfigValue): string {
  const text = Array.isArray(value) ? value.join(",") : String(value);
  try {
    return configText(name, text);
  } catch {
    // A newer server may know values that we do not.
    return text;
  }
}

/** Why the server would refuse this text; it reads it by the same rules. */
function problemOf(name: ConfigKey, text: string): string | null {
  try {
    configText(name, text);
    return null;
  } catch (error) {
    return error instanceof InvalidInput ? (error.fix ?? error.message) : null;
  }
}
