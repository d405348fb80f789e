/** The dashboard travels with the program in each of its forms, and is the same in all of them. */
import { afterAll, expect, setDefaultTimeout, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dashboardAssets } from "../assets.ts";
import { bundleDashboard } from "../bundle.ts";
import { embedDashboard } from "../embed.ts";

setDefaultTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), "queuectl-embedded-"));
const program = join(import.meta.dir, "embedded.fixture.ts");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the program prints, started where no source of it is near. */
async function printed(...argv: string[]): Promise<unknown> {
  const child = Bun.spawn(argv, { cwd: folder, stdout: "pipe", stderr: "inherit" });
  const text = await new Response(child.stdout).text();
  expect(await child.exited).toBe(0);
  return JSON.parse(text);
}

test("from source it is bundled when it is first asked for", async () => {
  const assets = await dashboardAssets();
  expect(assets.map(({ name }) => name.replace(/-\w+\./, "-HASH."))).toEqual([
    "main-HASH.js",
    "main-HASH.css",
    "icon-HASH.svg",
    "index.html",
  ]);
  expect(await printed(process.execPath, program)).toEqual(assets);
});

test("the page names its files by their content, and holds no script or style of its own", async () => {
  const assets = await dashboardAssets();
  const page = assets.find(({ name }) => name === "index.html")?.text ?? "";
  for (const { name } of assets) if (name !== "index.html") expect(page).toContain(`"/assets/${name}"`);
  expect(page).not.toMatch(/<style|style=|<script(?![^>]+src=)| on\w+=/);
});

test("the package has it as text", async () => {
  const plugins = [embedDashboard(await bundleDashboard())];
  await Bun.build({ entrypoints: [program], outdir: folder, target: "bun", minify: true, splitting: true, plugins });
  expect(await printed(process.execPath, join(folder, "embedded.fixture.js"))).toEqual(await dashboardAssets());
});

test("so has the single executable", async () => {
  const outfile = join(folder, "program");
  const plugins = [embedDashboard(await bundleDashboard())];
  await Bun.build({
    entrypoints: [program],
    target: "bun",
    format: "esm",
    bytecode: true,
    compile: { outfile },
    plugins,
  });
  expect(await printed(outfile)).toEqual(await dashboardAssets());
});
