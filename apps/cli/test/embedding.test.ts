import { expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { newHome } from "./program.ts";

const APP = resolve(import.meta.dir, "..");

test("the example of docs/embedding.md runs as it stands", async () => {
  const page = readFileSync(join(APP, "../../docs/embedding.md"), "utf8");
  const example = /```ts\n(.*?)```/s.exec(page)?.[1] as string;
  const home = mkdtempSync(join(tmpdir(), "queuectl-embedding-"));
  try {
    const env = { ...process.env, QUEUECTL_DB: join(home, "queue.db") };
    const child = Bun.spawn([process.execPath, "-e", example], { cwd: APP, env, stdin: "ignore", stderr: "pipe" });
    const [stdout, stderr] = await Promise.all([child.stdout.text(), child.stderr.text()]);
    expect({ stdout, stderr, exitCode: await child.exited }).toEqual({
      stdout: "pending\n1 waiting\n",
      stderr: "",
      exitCode: 0,
    });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
});

test("the client's example of docs/http.md runs as it stands", async () => {
  const page = readFileSync(join(APP, "../../docs/http.md"), "utf8");
  const example = /```ts\n(.*?)```/s.exec(page)?.[1] as string;
  using home = newHome();
  const web = home.start("--json", "web", "--port", "0");
  try {
    const { url, token_file: tokenFile } = JSON.parse(await firstLine(web.stdout));
    const env = { ...home.env, URL: url, QUEUECTL_TOKEN: readFileSync(tokenFile, "utf8").trim() };
    const child = Bun.spawn([process.execPath, "-e", example], { cwd: APP, env, stdin: "ignore", stderr: "pipe" });
    const [stdout, stderr] = await Promise.all([child.stdout.text(), child.stderr.text()]);
    expect({ stdout, stderr, exitCode: await child.exited }).toEqual({
      stdout: "report-7 pending\ncancelled /api/v1/jobs/report-7\n",
      stderr: "",
      exitCode: 0,
    });
  } finally {
    web.kill();
    await web.exited;
  }
});

async function firstLine(stdout: ReadableStream<Uint8Array>): Promise<string> {
  for await (const chunk of stdout) return new TextDecoder().decode(chunk);
  throw new Error("it said nothing");
}
