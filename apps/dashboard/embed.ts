import type { BunPlugin } from "bun";
import type { DashboardBundle } from "./bundle.ts";

/** A plugin for a build of the whole program: what is bundled travels in it as text, and nothing is bundled at run time. */
export function embedDashboard({ assets }: DashboardBundle): BunPlugin {
  return {
    name: "embed-dashboard",
    setup(build) {
      build.onLoad({ filter: /apps\/dashboard\/assets\.ts$/ }, () => ({
        loader: "js",
        contents: `const assets = ${JSON.stringify(assets)};\nexport const dashboardAssets = async () => assets;\n`,
      }));
    },
  };
}
