import type uPlot from "uplot";
import { timeOfDay } from "../format/times.ts";
import { colour, faded, type Tone } from "./palette.ts";

/** One line of a chart. */
export interface Series {
  readonly name: string;
  readonly tone: Tone;
  readonly filled?: boolean;
  readonly dashed?: boolean;
  /** `null` where nothing is known. */
  readonly values: readonly (number | null)[];
}

interface Plan {
  readonly width: number;
  readonly height: number;
  readonly series: readonly Series[];
  readonly format: (value: number) => string;
  readonly steps: readonly number[] | undefined;
}

const AXIS_WIDTH = 52;
/** Charts of one page move their cursors together. */
const SYNC = "time";

/** How every chart looks: quiet grid, zero at the bottom, few ticks. */
export function plotOptions({ width, height, series, format, steps }: Plan): uPlot.Options {
  const { fontFamily } = getComputedStyle(document.documentElement);
  const font = `11px ${fontFamily}`;
  const axis = { stroke: colour("muted"), font, ticks: { show: false } };
  const line = colour("line");
  return {
    width,
    height,
    padding: [8, 14, 0, 0],
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, sync: { key: SYNC }, points: { size: 7 } },
    scales: { y: { range: (_, _min, max) => [0, niceTop(max)] } },
    axes: [
      {
        ...axis,
        grid: { show: false },
        border: { show: true, stroke: line, width: 1 },
        size: 24,
        gap: 6,
        space: 80,
        values: (_, ticks) => ticks.map((seconds) => timeOfDay(seconds * 1_000)),
      },
      {
        ...axis,
        grid: { stroke: line, width: 1 },
        size: AXIS_WIDTH,
        gap: 6,
        space: 26,
        values: (_, ticks) => ticks.map(format),
        ...(steps && { incrs: [...steps] }),
      },
    ],
    series: [
      {},
      ...series.map(({ name, tone, filled, dashed }) => ({
        label: name,
        stroke: colour(tone),
        width: 1.5,
        points: { show: false, filter: lonely, size: 5 },
        ...(filled && { fill: faded(tone, 0.14) }),
        ...(dashed && { dash: [5, 4] }),
      })),
    ],
  };
}

/** The points between two gaps: they have no line to be seen by. */
function lonely(plot: uPlot, series: number): number[] {
  const values = plot.data[series] ?? [];
  const isGap = (at: number) => values[at] == null;
  return Array.from(values.keys()).filter((at) => !isGap(at) && isGap(at - 1) && isGap(at + 1));
}

/** Leaves room above the highest point; nothing but zeros still has an axis. */
function niceTop(max: number | null): number {
  return max === null || max <= 0 ? 1 : max * 1.15;
}
