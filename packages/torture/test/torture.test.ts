/** The short form, within the test command: a campaign is a test, and one that cannot run here is skipped, saying why. */
import { expect, setDefaultTimeout, test } from "bun:test";
import { CAMPAIGNS } from "../src/campaigns.ts";
import { renderTally } from "../src/report/table.ts";
import { Tally } from "../src/report/tally.ts";
import { lacksLinux } from "../src/scene/needs.ts";
import { torture } from "../src/torture.ts";

setDefaultTimeout(480_000);

/** As many at once as in the short form itself. */
const LANES = 3;

const seed = process.env["TORTURE_SEED"] ?? Math.floor(Math.random() * 2 ** 32).toString(36);
const options = { seed, long: false, repetitions: null, list: false };

let busy = 0;
const waiting: (() => void)[] = [];

async function inLane(act: () => Promise<void>): Promise<void> {
  if (busy === LANES) await new Promise<void>((resolve) => waiting.push(resolve));
  else busy += 1;
  try {
    await act();
  } finally {
    const next = waiting.shift();
    if (next === undefined) busy -= 1;
    else next();
  }
}

for (const { name, about, lacks } of CAMPAIGNS.filter((campaign) => campaign.name !== "soak")) {
  const lacking = lacksLinux() ?? lacks?.() ?? null;
  const title = `${name}: ${about} (seed ${seed})`;
  test.skipIf(lacking !== null).concurrent(lacking === null ? title : `${title}: skipped, ${lacking}`, async () => {
    const tally = new Tally();
    await inLane(() => torture({ ...options, only: [name] }, tally, () => {}));
    if (tally.violated > 0) throw new Error(`bun run torture --seed ${seed} --only ${name}\n${renderTally(tally)}`);
    expect(tally.faults).not.toBeEmpty();
  });
}
