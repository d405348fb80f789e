import { type Campaign, Run } from "./campaigns/campaign.ts";
import { CAMPAIGNS } from "./campaigns.ts";
import type { Options } from "./options.ts";
import type { Tally } from "./report/tally.ts";
import { Random } from "./scene/random.ts";

/** In the short form: much of a campaign is waiting. The long one is to find nothing but what its own faults cause. */
const AT_ONCE = { short: 3, long: 1 };

/** Runs the campaigns that are wanted. */
export async function torture(options: Options, tally: Tally, say: (line: string) => void): Promise<void> {
  const left = [...chosen(options)];
  const lane = async () => {
    for (let campaign = left.shift(); campaign !== undefined; campaign = left.shift()) {
      await inflict(campaign, options, tally, say);
    }
  };
  await Promise.all(Array.from({ length: options.long ? AT_ONCE.long : AT_ONCE.short }, lane));
}

async function inflict(campaign: Campaign, options: Options, tally: Tally, say: (line: string) => void): Promise<void> {
  const lacks = campaign.lacks?.() ?? null;
  if (lacks !== null) {
    tally.skip(campaign.name, null, lacks);
    say(`${campaign.name}: skipped, ${lacks}`);
    return;
  }
  const random = new Random(options.seed).fork(campaign.name);
  const progress = (line: string) => say(`${campaign.name}: ${line}`);
  const run = new Run(campaign.name, random, options.long, options.repetitions, tally, progress);
  progress(campaign.about);
  try {
    await campaign.run(run);
  } catch (error) {
    // The harness itself could not go on: that proves nothing, so it counts as a violation.
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    tally.count(campaign.name, "(the harness failed)", [{ invariant: "promise", detail }]);
  }
}

function chosen({ only }: Options): readonly Campaign[] {
  for (const name of only) {
    if (!CAMPAIGNS.some(named(name))) throw new Error(`there is no campaign ${name}`);
  }
  // The soak is no fault: it runs when it is named.
  return CAMPAIGNS.filter(({ name }) =>
    only.length === 0 ? name !== "soak" : only.some((each) => named(each)({ name })),
  );
}

/** Some campaigns have several parts: `syscalls` means `syscalls-runner`, too. */
function named(name: string): (campaign: Pick<Campaign, "name">) => boolean {
  return (campaign) => campaign.name === name || campaign.name.startsWith(`${name}-`);
}
