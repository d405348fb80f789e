import { useEffect, useRef } from "preact/hooks";
import { counted } from "../format/numbers.ts";
import { Block } from "./block.tsx";
import type { Line } from "./text-lines.ts";
import type { Tools } from "./tools.tsx";

const BLOCK_LINES = 200;
/** So near to the end counts as being there, in pixels. */
const NEAR_END = 24;

/** The lines themselves. They scroll by themselves while they are followed; to scroll up is to stop following. */
export function OutputView({ lines, forgotten, tools, matches, running }: OutputViewProps) {
  const place = useRef<HTMLDivElement>(null);
  const { follow, wrap, query, current } = tools;
  const currentLine = matches[current.value] ?? null;

  useEffect(() => {
    const element = place.current;
    if (element && follow.value) element.scrollTop = element.scrollHeight;
  }, [lines, lines.length, lines.at(-1)?.text, follow.value]);
  useEffect(() => {
    if (currentLine !== null) place.current?.querySelector("[data-current]")?.scrollIntoView({ block: "center" });
  }, [currentLine]);

  return (
    <section
      class={wrap.value ? "output wrap" : "output"}
      ref={place}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be scrollable by keyboard.
      tabIndex={0}
      aria-label="Output of the job"
      onScroll={(event) => {
        const { scrollTop, scrollHeight, clientHeight } = event.currentTarget;
        follow.value = scrollHeight - scrollTop - clientHeight < NEAR_END;
      }}
    >
      {forgotten > 0 && (
        <p class="output-note">{counted(forgotten, "earlier line")}: the download has all that was kept</p>
      )}
      {lines.length === 0 && (
        <p class="output-note">{running ? "It has not written anything yet" : "It wrote nothing"}</p>
      )}
      {blocksOf(lines).map((block) => (
        <Block
          key={block[0]?.number}
          lines={block}
          query={query.value}
          current={block.some(({ number }) => number === currentLine) ? currentLine : null}
        />
      ))}
    </section>
  );
}

interface OutputViewProps {
  readonly lines: readonly Line[];
  readonly forgotten: number;
  readonly tools: Tools;
  readonly matches: readonly number[];
  readonly running: boolean;
}

function blocksOf(lines: readonly Line[]): Line[][] {
  const blocks: Line[][] = [];
  for (const line of lines) {
    const last = blocks.at(-1);
    // By number, not by place: a block stays the same when lines before it are let go.
    const block = Math.floor(line.number / BLOCK_LINES);
    if (last && Math.floor((last[0] as Line).number / BLOCK_LINES) === block) last.push(line);
    else blocks.push([line]);
  }
  return blocks;
}
