import { join } from "node:path";
import type { BrowserContext } from "playwright-core";

const FILES = join(import.meta.dir, "../../node_modules/@fontsource-variable");

/**
 * The dashboard writes in whatever the reader's system writes in. For pictures that are the same wherever they are taken,
 * that is Inter and JetBrains Mono. The context has to be made with `bypassCSP`.
 */
export async function useFonts(context: BrowserContext): Promise<void> {
  const sans = await dataUrl("inter/files/inter-latin-wght-normal.woff2");
  const mono = await dataUrl("jetbrains-mono/files/jetbrains-mono-latin-wght-normal.woff2");
  const style = `
    @font-face { font-family: Shot Sans; src: url(${sans}); font-weight: 100 900; }
    @font-face { font-family: Shot Mono; src: url(${mono}); font-weight: 100 800; }
    html:root { --sans: "Shot Sans"; --mono: "Shot Mono"; }`;
  await context.addInitScript(`
    document.addEventListener("DOMContentLoaded", () => {
      const style = document.createElement("style");
      style.textContent = ${JSON.stringify(style)};
      document.head.append(style);
    });`);
}

async function dataUrl(file: string): Promise<string> {
  return `data:font/woff2;base64,${Buffer.from(await Bun.file(join(FILES, file)).bytes()).toString("base64")}`;
}
