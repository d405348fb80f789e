import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

const known = new Set(page.series.map(({ name }) => name));

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
