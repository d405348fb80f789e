import axe, { type AxeResults } from "axe-core";
import type { Page } from "playwright-core";

/** What axe finds serious or critical on a page, in one line each; none is as it should be. */
export async function seriousFindings(page: Page): Promise<string[]> {
  // By the debugger, not by a script element: the page's own policy would refuse that, as it should.
  await page.evaluate(`${axe.source};0`);
  const { violations } = (await page.evaluate("axe.run(document)")) as AxeResults;
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(" ")}: ${failureSummary}`),
    );
}
