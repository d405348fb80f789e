import { expect, test } from "bun:test";
import { join } from "node:path";

const SAY = `
  import { columnsOf, isTerminal } from ${JSON.stringify(join(import.meta.dir, "../src/io/terminal.ts"))};
  console.log(JSON.stringify([isTerminal(1), columnsOf(1)]));
`;

test("a terminal is known, and how wide it is", async () => {
  let said = "";
  const process = Bun.spawn([globalThis.process.execPath, "-e", SAY], {
    terminal: {
      cols: 77,
      rows: 24,
      data(_, data) {
        said += new TextDecoder().decode(data);
      },
    },
  });
  await process.exited;
  process.terminal?.close();
  expect(JSON.parse(Bun.stripANSI(said))).toEqual([true, 77]);
});

test.each(["pipe", "ignore"] as const)("what is open as %p is none", async (stdout) => {
  const process = Bun.spawn([globalThis.process.execPath, "-e", SAY.replace("console.log", "console.error")], {
    stdout,
    stderr: "pipe",
  });
  expect(JSON.parse(await process.stderr.text())).toEqual([false, 0]);
});
