import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

/** A real Chromium. The caller closes it. */
export async function launch(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    // As root there is no sandbox, and on a machine without a screen no GPU. Nothing else is switched off.
    args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
  });
}
