import type { DashboardAsset } from "@queuectl/web";
import { bundleDashboard } from "./bundle.ts";

/**
 * The files of the dashboard. From source they are bundled at the first call; the build of the program puts a module in the
 * place of this one that has them as text: see `embedDashboard`.
 */
export async function dashboardAssets(): Promise<readonly DashboardAsset[]> {
  return (await bundleDashboard()).assets;
}
