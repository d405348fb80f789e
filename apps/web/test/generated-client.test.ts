/** A client that somebody else's generator makes of the document: it is made, it compiles, and it enqueues. */
import { expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@hey-api/openapi-ts";
import ts from "typescript";
import { TOKEN } from "./served.ts";
import { withApi } from "./with-api.ts";

test(
  "a generated client compiles and enqueues",
  () =>
    withApi(async ({ call, serving, store }) => {
      const folder = mkdtempSync(join(tmpdir(), "queuectl-generated-"));
      try {
        const input = join(folder, "openapi.json");
        await Bun.write(input, JSON.stringify((await call("GET", "/openapi.json")).body));
        const output = { path: join(folder, "client"), header: null };
        await createClient({
          input,
          output,
          logs: { level: "silent" },
          plugins: ["@hey-api/client-fetch", "@hey-api/sdk"],
        });

        const use = join(folder, "use.ts");
        await Bun.write(use, USE);
        const program = ts.createProgram([use], OPTIONS);
        const complaints = ts
          .getPreEmitDiagnostics(program)
          .map(({ messageText, file }) => [
            file?.fileName.slice(folder.length),
            ts.flattenDiagnosticMessageText(messageText, "\n"),
          ]);
        expect(complaints).toEqual([]);

        const { enqueueBoth } = await import(use);
        expect(await enqueueBoth(serving.url, TOKEN)).toEqual(["pending", 2, "there is no job nobody"]);
        expect(await store.job("job1")).toMatchObject({ command: ["echo", "hi"], timeoutMs: 5_000 });
      } finally {
        rmSync(folder, { recursive: true });
      }
    }),
  60_000,
);

const OPTIONS: ts.CompilerOptions = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ["lib.esnext.d.ts", "lib.webworker.d.ts", "lib.webworker.iterable.d.ts"],
  types: [],
};

const USE = `
import { enqueueJobs, enqueueLines, getJob } from "./client";
import { client } from "./client/client.gen";

export async function enqueueBoth(url: string, token: string): Promise<unknown[]> {
  client.setConfig({ baseUrl: url + "/api/v1", auth: token });
  const one = await enqueueJobs({ body: { id: "job1", command: ["echo", "hi"], timeout: "5s" } });
  const stored = one.data !== undefined && "state" in one.data ? one.data.state : one.error?.detail;
  const lines = await enqueueLines({ body: new Blob(['{"command":"true"}\\n{"command":"false"}\\n']) });
  const nobody = await getJob({ path: { id: "nobody" } });
  return [stored, lines.data?.enqueued, nobody.error?.detail];
}
`;
