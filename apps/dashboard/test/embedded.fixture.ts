/** A program that holds the dashboard, for `embedded.test.ts`: it prints the files as it has them. */
import { dashboardAssets } from "../assets.ts";

// biome-ignore lint/suspicious/noConsole: to print them is all that it is there for.
console.log(JSON.stringify(await dashboardAssets()));
