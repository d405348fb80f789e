import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parser } from "@prometheus-io/lezer-promql";
import { ENDINGS } from "@queuectl/core";
import { type Scrape, scraped, storeWithPast } from "./scrape.ts";

const DOCS = join(import.meta.dir, "../../../docs");

const page = await scrapedOnce();

async function scrapedOnce(): Promise<Scrape> {
  const directory = mkdtempSync(join(tmpdir(), "queuectl-metrics-"));
  const store = await storeWithPast(join(directory, "queue.db"));
  try {
    return await scraped(store);
  } finally {
    await store.close();
    rmSync(directory, { recursive: true });
  }
}

/** Those of the page, and what Prometheus itself adds of each of its targets. */
const known = new Set([...page.series.map(({ name }) => name), "up"]);

/** The metrics that an expression asks for; throws for what is no PromQL. */
function metricsIn(expression: string): string[] {
  // What Grafana fills in before it asks.
  const promql = expression.replaceAll("$__rate_interval", "5m").replaceAll("$instance", ".*");
  const names: string[] = [];
  parser.parse(promql).iterate({
    enter({ type, name, from, to }) {
      if (type.isError) throw new Error(`not PromQL: ${expression}`);
      if (name === "Identifier") names.push(promql.slice(from, to));
    },
  });
  return names;
}

function expectKnown(expressions: readonly string[]): void {
  expect(expressions.length).toBeGreaterThan(5);
  for (const expression of expressions) {
    const names = metricsIn(expression);
    expect([expression, names.length > 0]).toEqual([expression, true]);
    for (const name of names)
      expect([expression, known.has(name) ? name : `no such metric: ${name}`]).toEqual([expression, name]);
  }
}

test("the parser would tell", () => {
  expect(() => metricsIn("rate(queuectl_jobs[5m)")).toThrow("not PromQL");
  expect(metricsIn("sum by (state) (queuectl_jobs) > 0")).toEqual(["queuectl_jobs"]);
});

test("the alerts ask for what there is", async () => {
  const { groups } = Bun.YAML.parse(await Bun.file(join(DOCS, "prometheus/alerts.yml")).text()) as {
    groups: {
      rules: { alert: string; expr: string; for?: string; labels: object; annotations: { summary: string } }[];
    }[];
  };
  const rules = groups.flatMap((group) => group.rules);
  expectKnown(rules.map(({ expr }) => expr));
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  for (const { alert, annotations, for: held } of rules) {
    expect(alert).toMatch(/^Queuectl[A-Za-z]+$/);
    expect(annotations.summary.length).toBeGreaterThan(10);
    expect(held ?? "1m").toMatch(/^\d+[smh]$/);
  }
  const outcomes = rules
    .flatMap(({ expr }) => [...expr.matchAll(/outcome[!=~]+"([^"]+)"/g)])
    .flatMap(([, all]) => (all as string).split("|"));
  for (const outcome of outcomes) expect(ENDINGS).toContain(outcome as (typeof ENDINGS)[number]);
});

const promtool = Bun.which("promtool");
const withPromtool = (title: string, run: () => Promise<void>) =>
  test.skipIf(promtool === null)(promtool ? title : `${title}: skipped, apt-get install prometheus`, run);

/** Judges by Prometheus itself what a file of tests expects. */
async function judge(file: string): Promise<void> {
  const judged = Bun.spawn([promtool as string, "test", "rules", file], { stdout: "pipe", stderr: "pipe" });
  const said = (await judged.stdout.text()) + (await judged.stderr.text());
  expect(said).toContain("SUCCESS");
  expect(await judged.exited).toBe(0);
}

withPromtool("the alerts fire at what they are for, and at nothing else", () =>
  judge(join(DOCS, "prometheus/alerts.test.yml")),
);

test("each alert has a case at which it fires, and one at which it does not", async () => {
  const { tests } = Bun.YAML.parse(await Bun.file(join(DOCS, "prometheus/alerts.test.yml")).text()) as {
    tests: { input_series: unknown[]; alert_rule_test: { alertname: string; exp_alerts?: unknown[] }[] }[];
  };
  const cases = tests.flatMap(({ input_series, alert_rule_test }) =>
    alert_rule_test.map((rule) => ({ ...rule, quiet: (rule.exp_alerts ?? []).length < input_series.length })),
  );
  const names = (await Bun.file(join(DOCS, "prometheus/alerts.yml")).text()).matchAll(/- alert: (\w+)/g);
  for (const [, name] of names) {
    const own = cases.filter(({ alertname }) => alertname === name);
    expect([name, own.some(({ exp_alerts }) => exp_alerts), own.some(({ quiet }) => quiet)]).toEqual([
      name,
      true,
      true,
    ]);
  }
});

withPromtool("the dashboard calls a runner healthy while it drains, and only while its other checks pass", async () => {
  const { panels } = await Bun.file(join(DOCS, "grafana/queuectl.json")).json();
  const { targets } = panels.find(({ title }: { title: string }) => title === "Healthy");
  const expr = targets[0].expr.replaceAll("$instance", ".*");
  const series = (check: string, values: string) => ({
    series: `queuectl_check_ok{instance="a", check="${check}"}`,
    values,
  });
  const healthy = (eval_time: string, value: number) => ({ expr, eval_time, exp_samples: [{ labels: "{}", value }] });
  const file = join(mkdtempSync(join(tmpdir(), "queuectl-promtool-")), "healthy.yml");
  try {
    const input_series = [series("claiming", "1 0 0"), series("workers", "1 1 0")];
    const promql_expr_test = [healthy("0m", 1), healthy("1m", 1), healthy("2m", 0)];
    await Bun.write(file, JSON.stringify({ tests: [{ interval: "1m", input_series, promql_expr_test }] }));
    await judge(file);
  } finally {
    rmSync(dirname(file), { recursive: true });
  }
});

test("the dashboard asks for what there is", async () => {
  const { panels, templating } = await Bun.file(join(DOCS, "grafana/queuectl.json")).json();
  const targets: { expr: string }[] = panels.flatMap((panel: { targets: { expr: string }[] }) => panel.targets);
  expectKnown(targets.map(({ expr }) => expr));
  expect(JSON.stringify(templating)).toContain("label_values(queuectl_workers, instance)");
});

test("the page names all of them, and no others", async () => {
  const text = await Bun.file(join(DOCS, "metrics.md")).text();
  const rows = [...text.matchAll(/^\| `(queuectl_[a-z_]+)` \| (\w+) \|/gm)].map(([, name, type]) => `${name} ${type}`);
  expect(rows.toSorted()).toEqual(page.families.map(({ name, type }) => `${name} ${type.toLowerCase()}`).toSorted());
});
