import "./language.ts"; // ahead of uPlot
import { useSignal, useSignalEffect } from "@preact/signals";
import { useEffect, useId, useRef } from "preact/hooks";
import uPlot from "uplot";
import { timeOfDay } from "../format/times.ts";
import { heardAt, stale } from "../live/freshness.ts";
import { plotOptions, type Series } from "./options.ts";
import { scheme } from "./palette.ts";

export interface ChartProps {
  readonly title: string;
  /** What the numbers are: `per minute`. */
  readonly unit: string;
  /** When each point began, epoch milliseconds. */
  readonly times: readonly number[];
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
  /** How far apart the marks of the axis may be; round numbers unless given. */
  readonly steps?: readonly number[];
}

const HEIGHT = 136;

/** Lines over time, with a legend that tells the numbers under the pointer, or the latest ones. */
export function Chart({ title, unit, times, series, format, steps }: ChartProps) {
  const id = useId();
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const hovered = useSignal<number | null>(null);
  const data = [times.map((at) => at / 1_000), ...series.map(({ values }) => values)] as uPlot.AlignedData;
  const latestData = useRef(data);
  latestData.current = data;

  const draw = () => {
    const element = place.current;
    if (element === null) return;
    plot.current?.destroy();
    const options = plotOptions({ width: element.clientWidth, height: HEIGHT, series, format, steps });
    const onCursor = ({ cursor }: uPlot) => {
      hovered.value = cursor.idx ?? null;
    };
    plot.current = new uPlot({ ...options, hooks: { setCursor: [onCursor] } }, latestData.current, element);
  };
  useSignalEffect(() => {
    // Colours are drawn into the canvas, so a change of theme draws it anew.
    void scheme.value;
    draw();
  });
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) plot.current?.setSize({ width: entry.contentRect.width, height: HEIGHT });
    });
    if (place.current) observer.observe(place.current);
    return () => {
      observer.disconnect();
      plot.current?.destroy();
      plot.current = null;
    };
  }, []);
  useEffect(() => plot.current?.setData(data), [data]);

  const shown = hovered.value ?? times.length - 1;
  const at = times[shown];
  return (
    <figure class="chart" aria-labelledby={id}>
      <figcaption>
        <h3 id={id}>
          {title} <span class="unit">{unit}</span>
        </h3>
        <span class="chart-time">{hovered.value === null || at === undefined ? latestTime() : timeOfDay(at)}</span>
      </figcaption>
      <ul class="legend">
        {series.map(({ name, tone, dashed, values }) => {
          const value = hovered.value === null ? values.findLast((each) => each !== null) : values[shown];
          return (
            <li key={name} class={`key-${tone}${dashed ? " dashed" : ""}`}>
              <span class="key" aria-hidden="true" />
              {name} <b>{value == null ? "–" : format(value)}</b>
            </li>
          );
        })}
      </ul>
      <div class="plot" ref={place} role="img" aria-label={summary(title, unit, series, format)} />
    </figure>
  );
}

/** Of when the latest point is. */
function latestTime(): string {
  return stale.value ? `at ${timeOfDay(heardAt.value ?? 0)}` : "now";
}

/** The chart in words, for those who do not see it. */
function summary(title: string, unit: string, series: readonly Series[], format: ChartProps["format"]): string {
  const parts = series.map(({ name, values }) => {
    const known = values.filter((value) => value !== null);
    const last = known.at(-1);
    if (last === undefined) return `${name}: nothing yet`;
    return `${name}: ${latestTime()} ${format(last)}, at most ${format(Math.max(...known))}`;
  });
  return `${title}, ${unit}. ${parts.join(". ")}.`;
}
