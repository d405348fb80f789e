import { withParams } from "../../router.ts";

/** How far back the overview looks. */
export interface Span {
  readonly name: string;
  readonly words: string;
  readonly minutes: number;
  /** Minutes for one point. */
  readonly step: number;
}

const HOUR: Span = { name: "1h", words: "the last hour", minutes: 60, step: 1 };
const SPANS: readonly Span[] = [
  HOUR,
  { name: "6h", words: "the last 6 hours", minutes: 360, step: 5 },
  { name: "24h", words: "the last 24 hours", minutes: 1_440, step: 15 },
];

/** The span that an address asks for; an hour unless it names another. */
export function spanOf(params: URLSearchParams): Span {
  return SPANS.find(({ name }) => name === params.get("span")) ?? HOUR;
}

/** Links to the same page with another span. */
export function SpanPicker({ current }: { current: Span }) {
  return (
    <nav class="segments" aria-label="How far back">
      {SPANS.map((span) => (
        <a
          key={span.name}
          href={withParams({ span: span === HOUR ? null : span.name })}
          aria-current={span === current ? "true" : undefined}
          title={span.words}
        >
          {span.name}
        </a>
      ))}
    </nav>
  );
}
