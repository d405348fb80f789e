import { type Signal, useSignal } from "@preact/signals";
import type { Attempt } from "../api/contract.ts";
import { outputUrl } from "../api/jobs.ts";
import { count } from "../format/numbers.ts";

type Stream = "both" | "stdout" | "stderr";

/** How the output is looked at. */
export interface Tools {
  readonly stream: Signal<Stream>;
  readonly query: Signal<string>;
  /** Which of the matches is looked at. */
  readonly current: Signal<number>;
  readonly wrap: Signal<boolean>;
  /** Whether the end stays in sight. */
  readonly follow: Signal<boolean>;
}

export function useTools(): Tools {
  return {
    stream: useSignal<Stream>("both"),
    query: useSignal(""),
    current: useSignal(0),
    wrap: useSignal(true),
    follow: useSignal(true),
  };
}

/** Search, stream, wrap and follow. */
export function OutputTools({ tools, matches, canChooseStream }: OutputToolsProps) {
  const { stream, query, current, wrap, follow } = tools;
  const step = (by: number) => {
    if (matches === 0) return;
    follow.value = false;
    current.value = (current.value + by + matches) % matches;
  };
  return (
    <div class="output-tools">
      <label class="field-inline search">
        <span class="unseen">Search the output</span>
        <input
          type="search"
          placeholder="Search the output"
          value={query.value}
          spellcheck={false}
          onInput={(event) => {
            query.value = event.currentTarget.value;
            current.value = 0;
            if (query.value !== "") follow.value = false;
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
          }}
        />
      </label>
      {query.value !== "" && (
        <span class="matches">
          <span role="status">{matches === 0 ? "no match" : `${count(current.value + 1)} of ${count(matches)}`}</span>
          <button type="button" class="quiet icon" aria-label="Previous match" onClick={() => step(-1)}>
            ↑
          </button>
          <button type="button" class="quiet icon" aria-label="Next match" onClick={() => step(1)}>
            ↓
          </button>
        </span>
      )}
      <span class="spring" />
      {canChooseStream && (
        <label class="field-inline">
          <span>Stream</span>
          <select
            value={stream.value}
            onChange={(event) => {
              stream.value = event.currentTarget.value as Stream;
            }}
          >
            <option value="both">both</option>
            <option value="stdout">stdout</option>
            <option value="stderr">stderr</option>
          </select>
        </label>
      )}
      <Toggle word="Wrap" on={wrap} />
      <Toggle word="Follow" on={follow} />
    </div>
  );
}

interface OutputToolsProps {
  readonly tools: Tools;
  readonly matches: number;
  /** Only what came live tells its streams apart. */
  readonly canChooseStream: boolean;
}

/** The whole of what was kept, as files. */
export function Downloads({ id, attempt }: { id: string; attempt: Attempt }) {
  return (
    <span class="downloads">
      {(["stdout", "stderr"] as const).map((stream) => (
        <a key={stream} href={outputUrl(id, attempt.number, stream)} download={`${id}.${attempt.number}.${stream}.txt`}>
          Download {stream}
        </a>
      ))}
    </span>
  );
}

function Toggle({ word, on }: { word: string; on: Signal<boolean> }) {
  return (
    <label class="toggle">
      <input
        type="checkbox"
        checked={on.value}
        onChange={(event) => {
          on.value = event.currentTarget.checked;
        }}
      />
      {word}
    </label>
  );
}
