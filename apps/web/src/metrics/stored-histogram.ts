import { BOUNDS_MS, type Histogram } from "@queuectl/core";
import type { MetricObjectWithValues, MetricValueWithName, Registry } from "prom-client";

type Labels = Readonly<Record<string, string>>;

export interface StoredHistogram {
  readonly name: string;
  readonly help: string;
  readonly series: readonly { readonly labels: Labels; readonly times: Histogram }[];
}

/** Shows times that were counted elsewhere: the library's own histograms can only observe for themselves. */
export function registerHistogram(registry: Registry, { name, help, series }: StoredHistogram): void {
  const values = series.flatMap(({ labels, times }) => valuesOf(name, labels, times));
  const metric = { name, help, type: "histogram", aggregator: "sum", values };
  // All that the registry asks of a metric is its name, and what it is worth now.
  const source = { name, get: async () => metric as unknown as MetricObjectWithValues<MetricValueWithName<string>> };
  registry.registerMetric(source as unknown as Parameters<Registry["registerMetric"]>[0]);
}

function valuesOf(name: string, labels: Labels, { counts, sumMs }: Histogram) {
  let sum = 0;
  const buckets = counts.map((count, i) => {
    sum += count;
    const bound = BOUNDS_MS[i];
    const le = bound === undefined ? "+Inf" : bound / 1_000;
    return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: sum };
  });
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels, value: sumMs / 1_000 },
    { metricName: `${name}_count`, labels, value: sum },
  ];
}
