import type { HistoryJson, HistoryPointJson } from "../api/contract.ts";
import { rate, shortCount } from "../format/numbers.ts";
import { roughDuration, SECONDS_APART } from "../format/times.ts";
import { Chart } from "./chart.tsx";

const PER_MINUTE = 60;
const SETTLED_SECONDS = 20;

/** What happened over time: four questions, four charts. */
export function ActivityCharts({ history }: { history: HistoryJson }) {
  const { points } = history;
  const times = points.map(({ at }) => Date.parse(at));
  const of = (pick: (point: HistoryPointJson) => number | null | undefined) =>
    points.map((point) => pick(point) ?? null);
  const perMinute = (pick: (point: HistoryPointJson) => number | null) =>
    of((point) => {
      const perSecond = pick(point);
      // What has barely begun has no rate to speak of.
      return perSecond === null || point.seconds < SETTLED_SECONDS ? null : perSecond * PER_MINUTE;
    });

  return (
    <div class="charts">
      <Chart
        title="Throughput"
        unit="jobs per minute"
        times={times}
        format={rate}
        series={[
          { name: "completed", tone: "completed", filled: true, values: perMinute(({ rates }) => rates.completed) },
          { name: "enqueued", tone: "muted", dashed: true, values: perMinute(({ rates }) => rates.enqueued) },
        ]}
      />
      <Chart
        title="Failures"
        unit="attempts per minute"
        times={times}
        format={rate}
        series={[
          { name: "failed", tone: "failed", filled: true, values: perMinute(({ rates }) => rates.failed) },
          {
            name: "dead afterwards",
            tone: "dead",
            values: perMinute(({ dead, seconds }) => dead / (seconds || 1)),
          },
        ]}
      />
      <Chart
        title="Duration"
        unit="from start to end"
        times={times}
        format={seconds}
        steps={SECONDS_APART}
        series={[
          { name: "p99", tone: "scheduled", values: of((point) => point.duration_seconds?.p99) },
          { name: "p90", tone: "processing", values: of((point) => point.duration_seconds?.p90) },
          { name: "p50", tone: "pending", filled: true, values: of((point) => point.duration_seconds?.p50) },
        ]}
      />
      <Chart
        title="Queue depth"
        unit="jobs"
        times={times}
        format={shortCount}
        series={[
          { name: "pending", tone: "accent", filled: true, values: of(({ depth }) => depth?.pending) },
          { name: "waiting for a retry", tone: "failed", values: of(({ depth }) => depth?.failed) },
          { name: "scheduled", tone: "scheduled", dashed: true, values: of(({ depth }) => depth?.scheduled) },
        ]}
      />
    </div>
  );
}

function seconds(value: number): string {
  return roughDuration(value * 1_000);
}
