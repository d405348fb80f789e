import { type ReadonlySignal, useSignal } from "@preact/signals";
import type { Attempt } from "../api/contract.ts";
import { outputText } from "../api/jobs.ts";
import { Panel } from "../components/panel.tsx";
import { useResource } from "../live/resource.ts";
import type { LiveOutput } from "./live-output.ts";
import { matchesOf } from "./search.ts";
import { TextLines } from "./text-lines.ts";
import { Downloads, OutputTools, useTools } from "./tools.tsx";
import { OutputView } from "./view.tsx";

/** What a job wrote, one attempt at a time; the last one as it comes. */
export function OutputPanel({ id, attempts, live }: OutputPanelProps) {
  const last = attempts.at(-1)?.number ?? 0;
  const chosen = useSignal<number | null>(null);
  const number = chosen.value ?? last;
  const attempt = attempts.find((each) => each.number === number);
  const tools = useTools();

  const { attempt: liveAttempt, text: liveText } = live.value;
  const isLive = number === last && liveAttempt === last;
  const earlier = useResource(isLive ? "live" : `output ${id} ${number}`, async (signal) => {
    const text = new TextLines();
    if (number === last) return text;
    const written = await outputText(id, number, signal);
    text.append({ stream: "stdout", offset: 0, bytes: 0, text: written });
    return text;
  });
  const { lines, forgotten } = isLive ? liveText : (earlier.data ?? new TextLines());
  const shown = tools.stream.value === "both" ? lines : lines.filter(({ stream }) => stream === tools.stream.value);
  const matches = matchesOf(shown, tools.query.value);

  return (
    <Panel
      title="Output"
      flush
      aside={
        <>
          {attempts.length > 1 && (
            <label class="field-inline">
              <span>Attempt</span>
              <select
                value={String(number)}
                onChange={(event) => {
                  const picked = Number(event.currentTarget.value);
                  chosen.value = picked === last ? null : picked;
                }}
              >
                {attempts.map((each) => (
                  <option key={each.number} value={String(each.number)}>
                    {each.number}
                  </option>
                ))}
              </select>
            </label>
          )}
          {attempt && <Downloads id={id} attempt={attempt} />}
        </>
      }
    >
      <OutputTools tools={tools} matches={matches.length} canChooseStream={isLive} />
      <OutputView
        lines={shown}
        forgotten={forgotten}
        tools={tools}
        matches={matches}
        running={attempt?.finished_at === null}
      />
    </Panel>
  );
}

interface OutputPanelProps {
  readonly id: string;
  readonly attempts: readonly Attempt[];
  readonly live: ReadonlySignal<LiveOutput>;
}
