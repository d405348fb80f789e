import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

/** Where the package unpacks its Chromium, once for all runs. */
const UNPACKED = join(import.meta.dir, "../../node_modules/.cache/chromium");

/** A real Chromium. The caller closes it. */
export async function launch(): Promise<Browser> {
  const executablePath = await unpacked();
  // Now and then it leaves a file behind when it ends.
  const temporary = mkdtempSync(join(UNPACKED, "tmp-"));
  const browser = await playwright.launch({
    executablePath,
    // As root there is no sandbox, and on a machine without a screen no GPU. Nothing else is switched off.
    args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none"],
    env: { ...process.env, TMPDIR: temporary },
  });
  browser.on("disconnected", () => rmSync(temporary, { recursive: true, force: true, maxRetries: 3 }));
  return browser;
}

/** The package unpacks into the folder for temporary files and leaves it there; it takes no other. */
async function unpacked(): Promise<string> {
  const { TMPDIR } = process.env;
  mkdirSync(UNPACKED, { recursive: true });
  process.env["TMPDIR"] = UNPACKED;
  try {
    return await chromium.executablePath();
  } finally {
    if (TMPDIR === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = TMPDIR;
  }
}
