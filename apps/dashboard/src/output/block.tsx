import { Component } from "preact";
import { cut } from "./search.ts";
import type { Line } from "./text-lines.ts";

interface BlockProps {
  readonly lines: readonly Line[];
  readonly query: string;
  /** The line of the match that is looked at, if it is here. */
  readonly current: number | null;
}

/** Some hundred lines. What has been written does not change, so only the last block is ever drawn again. */
export class Block extends Component<BlockProps> {
  override shouldComponentUpdate(next: BlockProps): boolean {
    const { lines, query, current } = this.props;
    return (
      next.query !== query ||
      next.current !== current ||
      next.lines.length !== lines.length ||
      next.lines[0] !== lines[0] ||
      next.lines.some((line, i) => line !== lines[i])
    );
  }

  override render({ lines, query, current }: BlockProps) {
    return (
      <pre class="block">
        {lines.map(({ number, stream, text }) => (
          <div key={number} class={`line ${stream}`} data-current={number === current ? "" : undefined}>
            {text === "" ? "\n" : cut(text, query).map((part, i) => (i % 2 === 1 ? <mark key={i}>{part}</mark> : part))}
          </div>
        ))}
      </pre>
    );
  }
}
