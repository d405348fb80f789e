/** How the dashboard's files are served; what they do in a browser is tested in `apps/dashboard`. */
import { expect, test } from "bun:test";
import { gunzipSync, zstdDecompressSync } from "node:zlib";
import { dashboard } from "../src/dashboard/index.ts";

const SCRIPT = "console.log(1);\n".repeat(200);
let asked = 0;
const app = dashboard(async () => {
  asked += 1;
  return [
    { name: "main-abc.js", type: "text/javascript", text: SCRIPT },
    { name: "index.html", type: "text/html", text: "<!doctype html>" },
  ];
});
const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });

test("every page is the same page, under a policy without anything inline", async () => {
  for (const path of ["/", "/jobs", "/jobs/a:b", "/dlq", "/queues", "/runners", "/config", "/enqueue"]) {
    const answer = await get(path);
    expect([path, answer.status, await answer.text()]).toEqual([path, 200, "<!doctype html>"]);
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toStartWith("default-src 'none'; script-src 'self'; style-src 'self';");
    expect(policy).not.toMatch(/unsafe|\*|http|data:/);
  }
  expect(asked).toBe(1);
});

test("files are sent in the best encoding that is asked for", async () => {
  const zstd = await get("/assets/main-abc.js", { "accept-encoding": "gzip, deflate, br, zstd" });
  expect(zstd.headers.get("content-encoding")).toBe("zstd");
  expect(zstdDecompressSync(await zstd.arrayBuffer()).toString()).toBe(SCRIPT);
  const gzip = await get("/assets/main-abc.js", { "accept-encoding": "zstd;q=0, gzip;q=0.5" });
  expect(gzip.headers.get("content-encoding")).toBe("gzip");
  expect(gunzipSync(await gzip.arrayBuffer()).toString()).toBe(SCRIPT);
  const plain = await get("/assets/main-abc.js");
  expect([plain.headers.get("content-encoding"), await plain.text()]).toEqual([null, SCRIPT]);
  for (const { headers } of [zstd, gzip, plain]) expect(headers.get("vary")).toBe("Accept-Encoding");
});

test("a name that changes with its content is kept for ever; the page is asked for again, and not sent twice", async () => {
  expect((await get("/assets/main-abc.js")).headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  const page = await get("/");
  expect(page.headers.get("cache-control")).toBe("no-cache");
  const again = await get("/", { "if-none-match": page.headers.get("etag") ?? "" });
  expect([again.status, await again.text()]).toEqual([304, ""]);
});

test("its pages are only looked at", async () => {
  const answer = await app.request("/jobs", { method: "POST" });
  expect([answer.status, answer.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
});

test("nothing but its files is to be had", async () => {
  for (const path of ["/assets/none.js", "/assets/index.html", "/assets/..%2findex.html", "/assets/", "/nowhere"])
    expect([path, (await get(path)).status]).toEqual([path, 404]);
});
